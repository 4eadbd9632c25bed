"""Header → column: what a column of a list or penalty table holds, in the words of this field.

The table is read from top to bottom and the first row that fits decides, so that 处罚机关 is a body and
not a penalty, and 原处罚文书号 is the number of an older decision. A header on no row is a problem.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Column(StrEnum):
    """What a column holds."""

    SERIAL = "serial"
    NAME = "name"
    CASE = "case"  # a party and its conduct in one: 甲公司占道经营案
    IDENTIFIER = "identifier"
    NUMBER = "number"
    REASON = "reason"
    BASIS = "basis"
    PENALTY = "penalty"
    FINE = "fine"
    CONFISCATED = "confiscated"
    AUTHORITY = "authority"
    DATE = "date"
    REMOVED_ON = "removed_on"  # beside the day of the listing
    START = "start"
    END = "end"
    DURATION = "duration"
    LEVEL = "level"
    LIST = "list"
    BATCH = "batch"
    REMARK = "remark"
    ACTION = "action"  # which way a list changes: 新增, 延期, 解除
    POINTS = "points"  # taken off or added for conduct
    RESULT = "result"  # of an inspection or an examination
    ARREARS = "arrears"  # what is owed to the tax office or a fund
    ORIGINAL_NUMBER = "original_number"  # of the decision that is now repaired or revoked
    ORIGINAL_AUTHORITY = "original_authority"
    ORIGINAL_PENALTY = "original_penalty"
    HEAD = "head"  # who leads a firm: a party only where the notice lists heads too
    IGNORED = "ignored"  # known by name and not part of a record


_HEADERS = (
    (  # 当事人名称（姓名、职务）, 名称（地址）: what brackets add is not what the column holds
        Column.NAME,
        r"^(?:(?:被处罚的?)?(?:当事人|相对人|被处罚人|单位|企业|机构|主体))?(?:的)?(?:名称|姓名)[（(][^（）()]*[）)]$",
    ),
    (Column.SERIAL, r"^(?:序号?|排序|顺序号?|项次|编号|排名|№|No\.?)$"),
    (Column.ORIGINAL_NUMBER, r"^原.*(?:文书号|文号|决定书|编号)"),
    (Column.ORIGINAL_AUTHORITY, r"^原.*(?:机关|部门|单位|机构)$"),
    (
        Column.ORIGINAL_PENALTY,
        r"^原?.*(?:修复|拟修复)的?.*(?:信息|处罚|内容)|^原.*(?:内容|结果|决定|种类|处罚|失信信息)",
    ),
    (
        Column.PENALTY,
        r"处[罚理](?:[（(]处[罚理][）)])?(?:结果|内容|决定|种类|情况|措施)[及和与、][^，。]{0,2}(?:日期|时间)",
    ),
    (
        Column.PENALTY,  # 行政处罚的种类和依据, of the form in which cases are disclosed
        r"处[罚理]的?(?:决定|种类|类别|内容|结果|方式|措施)*[及和与、]+(?:法律|处罚)?依据|处罚的?(?:法律)?依据[及和与、]+(?:处罚)?(?:的)?(?:种类|内容|结果|类别)",
    ),
    (Column.REASON, r"(?:事由|事实|案由|行为|情形)[及和与、]+(?:证据|处罚依据|法律依据|依据)"),
    (Column.IGNORED, r"履行(?:方式|期限)"),
    (
        Column.AUTHORITY,
        r"(?:机关|部门|单位|机构)(?:的)?(?:名称)?[及和与、]+(?:处罚|作出|决定)*(?:日期|时间)$",
    ),
    (Column.POINTS, r"^(?:本次|当期|此次)?(?:扣|记|计|加)分(?:值|分值|数|情况)?$"),
    (
        Column.IGNORED,
        r"^(?:工程|产品|样品|药品|设备|食品|商品|证书|许可证?|事项|案件来源|课程)名称|(?:任务|计划|活动|标段|资质|检验|抽样)名称|主体类[别型]|企业类[别型]|人员类[别型]|标称|生产(?:企业|单位|厂)|岗位|职业|工种",
    ),
    (
        Column.IGNORED,  # of papers, of the body that acts, and of how a party is filed
        r"(?:文书|证书|证照|文件|决定书|许可证|资质|执照|批文)名称|(?:机关|部门|来源单位)(?:统一)?(?:社会)?(?:信用|机构)代码"
        r"|违法(?:行为)?代码|职权编码|^许可(?:证书)?编号|^(?:执业|资格|资质)证书?(?:编)?号码?$"
        r"|^(?:行政)?(?:相对人|许可|审批|承诺|资质|资格|申请|信用主体)(?:类别|类型|事项)$|(?:当前|公示|证照|经营)状态"
        r"|^(?:欠薪|拖欠|涉案|涉及|合同|中标|套取|骗取|违规|违法|提取|骗保|未履行|执行|申请|贷款|涉嫌)(?:资金)?(?:总)?(?:金额|数额)|号牌|车牌|^异议(?:信息|事项|内容)|^信息提供|^项目经理$|^上(?:一)?(?:年度?|季度|次|期)",
    ),
    (
        Column.IGNORED,  # of an enforcement case: what it enforces, and how far it came
        r"准考证|报名序号|科目|考[点场区]$|座位号|^(?:项目|标段|工程|品种|批号|证书号|有无异议|评价分值|案件编号|开户银行|账号|奖励金额|主管税务机关)$|^(?:信息)?(?:提供|归集)(?:部门|单位)"
        r"|执行依据|生效法律文书|申请执行人|执行标的|^标的[额金]|(?:应|未|已)履行|履行[情状]|立案(?:时间|日期)|限制消费人员",
    ),
    (Column.IGNORED, r"^(?:调整前|变更前|修复前|升降级前|原(?:信用)?(?:等级|级别|评价|牌别|颜色))"),
    (
        Column.ACTION,
        r"^(?:调整|变动|变更|异动|进出|列入移出|管理)(?:类型|类别|方式|情况|结果)$|^(?:列入[/、或]移出|动作|操作)$"
        r"|^是否(?:同意|准予|予以|准许|已|建议)?(?:移出|解除|摘牌|退出|销号|移除|列入|纳入)",
    ),
    (
        Column.LEVEL,
        r"^原?.*(?:等级|级别|等次|星级|评级|评价结果|评定结果|评价等次|信用级|牌别|警示类别|颜色|分级|评定类别|等第|考[核评]结果|考[核评]等)|^(?:调整后|变更后|修复后)$|^(?:性质|程度)$",
    ),
    (Column.IGNORED, r"^原"),
    (
        Column.IGNORED,  # of how the office works: who looked at what, when a paper came in
        r"^(?:检查|执法|经办|承办|抽查|监督)人员?$|^(?:检查|监管|监督)事项|^(?:参与|推荐|联合|配合|报送|填报)(?:部门|单位)$|^抽查计划|^(?:任务|受理|申请|流水)(?:编号|号)"
        r"|^(?:受理|申请|送达|收到|缴款|缴纳|履行完毕|整改完成|提交)(?:日期|时间)|^(?:行业|单位|专业|经济)类[别型]|^(?:名次|评分|总监|监理工程师|信用分)|^累计|^连续|周期$|^结案|^(?:推荐|授信|意向|贷款)",
    ),
    (Column.DURATION, r"起止(?:日期|时间|年月)?"),
    (
        Column.HEAD,
        r"^(?:企业|单位|公司)?(?:主要负责人|法定代表人|法人代表|法人|实际控制人|负责人)(?:姓名)?(?:[（(][^（）()]*[）)])?$",
    ),
    (
        Column.IGNORED,
        r"法定代表人|负责人|法人代表|法人$|法人姓名|经营者(?:姓名)?$|地址|住所|所在(?:地|区|县|市|镇)|经营(?:场所|地点)$|区域|地区|辖区|区县|"
        r"县区|县市|县（市|村别|村组|属地|市州|省份|所属|电话|联系|链接|网址|所属行业|行业$|资本|公示(?:期限?|截止|开始|日期|时间)|来源|整改|达标|"
        r"性别|年龄|年度$|截图|照片|级次|得分|分数|总分|工资|人数|项目名称|许可证(?:编)?号|证书编号|检查内容|抽查事项|路段|点段|位置|督办(?!期)|起数|次数|产品|规格|型号|^船[名舶号]|车牌|车号|生产日期|商标|检验|"
        r"税种|税额|新发生|职务|所在单位|履行情况",
    ),
    (Column.ARREARS, r"欠税(?:余额|金额|总额)|欠缴(?:税款|金额|费额)|欠费(?:金额|余额)"),
    (Column.REMARK, r"^(?:信用)?(?:修复|完成)(?:情况|进度)$"),
    (
        Column.RESULT,
        r"(?:检查|抽查|抽检|监察|复查|复核|核实|巡查|督查|检验|审核|审查|核查|年检|年审|验收|鉴定|审验|核验)(?:结果|结论|情况)$|^结论$|^是否合格$"
        r"|^是否(?:同意|准予|予以|准许|通过)?(?:修复|受理|通过|合格|达标)|^(?:审核|审批|审查|修复|核查)(?:部门|机关|单位)?意见$",
    ),
    (Column.FINE, r"^罚(?:没)?款(?:金额|数额|额|数)?(?:[（(].*)?$|罚款金额|罚没金额|处罚金额"),
    (Column.CONFISCATED, r"没收(?:违法所得|非法所得|金额|违法收入)"),
    (
        Column.CASE,
        r"^处罚名称$|^(?:处罚)?(?:案件|案卷)名称|^案名|^(?:被处罚人|当事人|相对人|单位|企业)(?:名称)?[及和与、](?:主要)?(?:案由|违法行为|违法事实|事由|问题)",
    ),
    (
        Column.NAME,
        r"^(?:检查|抽查|抽检|监管|通报|评价|惩戒|考核|评定|曝光|警示|整改|表彰|奖励|激励|认定|公示|处理|审查)对象(?:名称)?$|^违法当事人|^单位(?:[/（(、]|或个人)|^失信被执行人$|^[车船业]主(?:姓名)?$|^被投诉(?:人|单位|企业|供应商)$|相对人$|名称[及和与、]+(?:统一社会)?信用代码$|"
        r"^(?:被|受)(?:检查|检|抽查|抽样|处罚|抽检|采样|曝光|惩戒|限制|执行|列入|移出|警示|通报|表彰|评价|查|审计)(?:消费)?(?:单位|人员?|企业|对象|主体|机构|者)"
        r"|^(?:责任|承诺|失信|违法|违规|信用|市场|行为|评价|守信|参评|申请|修复|欠税|欠薪|拖欠|用人|获证|持证|许可)(?:主体|单位|企业|人员?|机构|者|对象)$",
    ),
    (
        Column.AUTHORITY,
        r"^(?:税务机关|稽查局)$|(?:作出|决定|处罚|处理|稽查|承办|列入|认定|执法|执行|发布|管理|监管|移出|评价|许可|检查|实施|公布|责任|惩戒|查处|办案|推送|报送)"
        r".*(?:机关|部门|法院|机构|单位|局)(?:名称)?$|(?:发证|颁证|颁发|登记|审批|修复|评定|授予|签发|公示)(?:机关|部门)$|^发证单位$|^(?:机关|执行法院|主管部门|监管部门)$",
    ),
    (
        Column.NUMBER,
        r"文书号|文号|决定书|案号|处罚编号|文书编号|通知书编?号|决定编号|批准文号|(?:处罚|处理|法律|执法|行政)文书$",
    ),
    (
        Column.LIST,
        r"^(?:荣誉|奖项|称号)(?:名称|称号)?$|^(?:授予|所获|获得|获奖)的?(?:荣誉|称号|奖项)(?:名称|称号)?$|名单(?:类|名)|名录(?:类|名)|列入(?:类型|名单|名录)|黑名单类|所列名单",
    ),
    (
        Column.IDENTIFIER,
        r"信用代码|注册号|机构代码|识别号|身份证|证件号|证照号|登记证(?:书)?(?:编)?号|代码|证照编号|海关[\u4e00-\u9fff]{0,4}编[码号]",
    ),
    (
        Column.NAME,
        r"(?:名称|姓名|名单)(?:[（(].*)?$|^(?:被处罚)?(?:当事人|相对人|被执行人|行政相对人|处罚对象|失信主体|"
        r"被(?:处罚|检查|抽查|查封|检|曝光|惩戒|执行)(?:人|单位|对象|企业|主体)|企业|单位|商户|公司|主体|供应商|纳税人|用人单位|机构|责任主体|人员|集体|个人|"
        r"户主|户名|农户|信用户|文明户|家庭|店名|店铺|门店|药店|幼儿园|获奖(?:单位|个人)|异议申请人|驾驶人|行为人|投标人|中标人|承包人|竞买人)(?:[（(].*)?$",
    ),
    (Column.BASIS, r"依据(?![及和与].*处[罚理])|法律条款|适用条款"),
    (Column.END, r"截止|有效期(?:限)?[至止]|届满|期满|到期|终止|止日"),
    (Column.START, r"有效期(?:限)?[自起](?!止)|起始|起算|开始|生效"),
    (
        Column.DURATION,
        r"期限|有效期|公布期|公开期|时限|年限|惩戒期|警示期|挂牌期|观察期|考察期|管理期|校验期|监管期",
    ),
    (Column.DATE, r"日期|时间|年月日"),
    (Column.BATCH, r"批次"),
    (
        Column.PENALTY,
        r"处罚(?:内容|结果|种类|决定|类别|措施|情况|方式|类型)?\d?$|^行政处理$|^种类$|处罚(?:内容|结果|决定|种类)|"
        r"处理(?:结果|情况|决定|意见|方式|措施|类型)|^(?:后续|最终|依法)?处理$|查处(?:情况|结果)|^追责|^问责|(?:惩戒|限制|约束|监管|管理)措施$|处分(?:种类|决定|类型|情况)?$|处置(?:措施|情况|方式)|结果$|采取(?:的)?措施",
    ),
    (
        Column.REASON,
        r"事实|事由|原因|行为|情形|违诺|不合格(?:项目|指标)|扣分项|投诉(?:事项|内容)|案由|理由|问题|情况|失信类型|违法类型|违规|缘由|隐患|内容|事迹|摘要|案件",
    ),
    (Column.REMARK, r"备注|说明|其他"),
)
_ROLES = re.compile(  # what a firm does in a project or a trade; the only such column holds the parties
    r"^(?:申报|承建|施工|总承?包|分包|建设|业主|中标|监理|设计|勘察|投标|缴存|参保|投保|采购代理|招标代理|代理|检测|评估|用工|培训|托育|养老|物业|"
    r"物业服务|运输|道路运输|经营|从业|承运|维保|使用|生产|销售|服务|中介|咨询|审计|测绘|保安|劳务|劳务派遣|房地产|开发|农资|民办|宗教)"
    r"(?:单位|企业|机构|公司|业户|学校|活动?场所|店|主体)?(?:名称)?$"
)
_COMPILED = tuple((column, re.compile(pattern)) for column, pattern in _HEADERS)


def column_of(header: str) -> Column | None:
    """Return what the column under ``header`` holds, or None for a header that is not in the vocabulary.

    >>> [column_of(h).value for h in ("行政相对人名称", "处罚决定书文号", "作出决定机关", "罚款金额（万元）")]
    ['name', 'number', 'authority', 'fine']
    >>> [column_of(h).value for h in ("主要违法违规事实", "列入日期", "原处罚文书号", "法定代表人（负责人）")]
    ['reason', 'date', 'original_number', 'head']
    >>> [column_of(h).value for h in ("处罚的种类和依据", "处罚的履行方式和期限", "处罚的机关名称和日期")]
    ['penalty', 'ignored', 'authority']
    >>> column_of("天气") is None
    True
    """
    parts = [part for part in re.split(r"[\s　]+", header) if part]
    tries = [parts[-1], "".join(parts)] if parts else []  # 处罚情况 罚款: the lower header row says more
    tries += [re.sub(r"[（(][^（）()]*[）)]", "", tries[-1])] if tries else []  # 处罚（处理）决定
    for words in tries:
        flat = re.sub(r"[:：]", "", words)
        found = next((column for column, pattern in _COMPILED if flat and pattern.search(flat)), None)
        if found is not None:
            return found
    return None


def is_role(header: str) -> bool:
    """Return whether a header names its parties by what they do: 施工单位, 监理单位, 道路运输企业.

    >>> [is_role(header) for header in ("施工单位", "道路运输企业", "主管部门", "项目名称")]
    [True, True, False, False]
    """
    return _ROLES.search(re.sub(r"[\s:：]", "", header)) is not None


def unit_of(header: str) -> str:
    """Return the unit of money that a header names, 元 without one.

    >>> unit_of("罚款金额（万元）"), unit_of("罚款金额")
    ('万元', '元')
    """
    found = re.search(r"(?:[（(]|单位[:：])(?:单位[:：])?\s*(?:人民币)?(亿元|万元|元)", header)
    return found[1] if found else "元"
