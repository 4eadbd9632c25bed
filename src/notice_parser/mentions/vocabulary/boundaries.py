"""Text → the points at which a name may begin: after a mark, a verb, a preposition.

Chinese puts no space before a name. What stands before one in an official text is a mark, or a word of a
small set: a verb that takes a name (查处, 列入), a preposition (将, 对, 由), a label (当事人), a date.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from ...text import fold_width
from ...text.patterns import gated
from .places import chains
from .words import words

HARD = frozenset(
    "，。；：！？、“”‘’「」『』《》〈〉〔〕【】[]\"'\n\t\r…—－-~～|｜/<>,;:!?.*●■◆□○▲△☆★√×=_^@#%￥¥$+\\{}﹝﹞•"
)

# a name may follow: verbs and fixed phrases of official writing, chosen so that few firms contain them
_VERBS = words(
    """
    预防(?!控制|保健|接种|医学|中心) 防范 打击 整治 规范 扶持
    决定 拟将 已将 现将 同意 给予 授予 予以 处以 查处 查获 查明
    责令 准予 扣减 承接 核准 评定 核定 判定 裁定 审定
    反映 网传 据传 传言
    不予 通报 公布 公示 发布 印发 撤销 取消 吊销 注销 列入 列为 纳入 移出 移送 移交 认定 评为
    确定 授权 表彰 奖励 处罚 涉及 包括 其中 其他 以及 收到 接到 发现 核实 证实 位于 前往 来自 依法
    会同(?!县[^局委院厅部办，。]{2,14}(?:厂|公司|店|合作社))
    依规 经查 经审查 经核查 经审核 经核实 经研究 日前 近日 目前 此外 另有 另外 同时 分别 没有 存在 提请
    请求 申请 支持 要求 督促 责成 约谈 走访 检查 抽查 检举 举报 投诉 起诉 控告 涉嫌 关于 对于 针对 按照
    根据 依据 作为 成为 通知 告知 公告 送达 下达 提出 提交 报送 转发 受理 办理 强化 加强 组织(?!部) 开展 推进
    指导 引导 帮助 协助 配合 参加 参与 加入 邀请 委托 聘请 任命 选举 当选 成立 注册 登记 名为 名称为
    更名为 变更为 冠以 属于 隶属 下属 所属 辖区内 辖区 我市 我省 我县 我区 本市 本省 本县 本区 全市 全省
    全县 全区 当地 上述 下列 以下 鉴于 由于 因为 如果 凡是 应当 应由 须由 可由 可向 须向 可以 不得 如实
    先后 并对 并由 并将 并向 均由 均为 均系 当事人 被处罚人 被执行人 被申请人 被惩戒人 申请人 申报人
    投诉人 举报人 第三人 相对人 纳税人 经营者 负责人 法定代表人 供应商 中标人 投标人 招标人 采购人 代理人
    原告 被告 单位 对象 主体 企业名称 代表 职工 员工 业主 用户 曾任 现任 时任 兼任 担任 系统内 现有 共有
    已有 仍有 还有 任职于 就职于 供职于 服务于 开除 解除 暂停 恢复 限制 禁止 责任人 控股股东 股东 有关
    相关 恶意 拖欠 欠薪 克扣 冒用 假冒 伪造 销售给 出租给 购自 驻 指控 判处 判令 裁定 冻结 查封 扣押 扣划
    执行 抓获 捣毁 关停 取缔 责任单位 首批 部分 多家 一家 两家 三家 走进 深入 赴 抵达 介绍 推荐 支付 欠缴
    归还 偿还 收购 召开 举行 出台 启动 启用 制定 制订 实施 落实 推出 完成 主办 承办 通过 鼓励 引进 涌现
    除名 吸纳 接纳 劝退 曝光 向社会
    以来 期限为 期间 责任方 案件当事人 施工方 业主方 转让 发包 分包 承建 承包 承揽 签订 签署 合作方 借款
    所列 所附 所涉 追授 表扬 命名 误将 误列 误录 查扣 训诫 函询 函告 催告 屏蔽 推选 剔除 清退
    担保人 保证人 出借 贷款给 投资人 当场 签发 核发 颁发 换发 补发 获得 取得 荣获 获评 获 摘得
    没收 收缴 罚没 追缴 暂扣 收回 终止 中止 延长 退回 退还 追回 降低 维持 保留 驳回 撤回 宣告 追究 免除 豁免
    吸收 从事 不再 告诫 警告 批评 擅自 私自 多次 屡次 违规 非法
    """
)
# never part of what follows, and hardly ever inside a name
_STRONG = (
    r"(?<![\u4e00-\u9fff])应(?!城|县)(?=[^，。；\n]{3,40}?(?:申请|要求|请求|邀请|委托|举报))|"
    r"(?<=[者人位户业])应(?!城|县)(?=[^，。；\n]{3,40}?的?(?:申请|要求|请求|邀请|委托))|将(?!军|乐(?![业平至都清陵亭山])|才(?![让旦仁华智布培])|帅|台(?![安州前湾山江])|相)|(?<!面)(?<!绝)(?<!针)对(?!外|口|接|讲|联|虾|峰(?!峰)|我)|把(?!手|关)|被(?!服|子|套|褥|单|执行|告|申请|处罚|惩戒|动|害)|"
    r"(?<!自)(?<!存)(?<!内)(?<!现)(?<!潜)(?<!实)(?<!旺)(?<!所)在(?!线|水|田|野|沪|望|途|即|册|职|校|建|编|岗|理)|(?<!供)(?<!补)给(?!水|排|力|养|料)|等(?!级|待|离|额|效|于|方)|(?<!商)(?<!可)(?<!凡)是(?!非|否)|(?<!才)让(?!利|胡)"
)
# begin a name only where the words on one side show it
_WEAK = r"和|与|及|向|由|经|据|为|因|从|自|至|以|于|同|受|令|按|到|给|系|请|起|的|了|含|即|比|获"
_DATE = (
    r"(?:\d{4}年(?:度)?)?\d{1,2}月(?:\d{1,2}日|份)?(?:上午|下午|晚|起|前|后|以来)?|\d{4}年度?|\d{1,2}日(?:上午|下午|起|前|后)?|第[一二三四五六七八九十\d]+批(?:次)?|"
    r"截至|年度|今年|去年|上月|本月|期间"
)
# the first characters of all of these: most places are passed over by one look
_FIRST = (
    r"\d第截年今去上本期应将对把被在给等是让" + _WEAK.replace("|", "") + "".join({verb[0] for verb in _VERBS})
)
_TOKEN = re.compile(
    f"(?=[{_FIRST}])(?:(?P<date>{_DATE})|(?P<verb>{'|'.join(sorted(_VERBS, key=len, reverse=True))})|"
    f"(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))"
)
# words that hold a weak or strong character and may stand in a name
_SHIELD = gated(
    r"与众|等高|和谐|和善|和平|和睦|和顺|和美|和信|和泰|和润|和田|和县|和静|和硕|和林|和龙|和政|和记|和盛|和兴|和家|和丰|和瑞|和安|和众|和气|和融|呼和|"
    r"[祥永天泰中仁瑞嘉义云平兴政太雍人家百万共融亲众福金德宝信泓润颐康谦惠]和(?!其|该|个|有|相|公|市|省|县|区|国)|饱和|"
    r"经侦|向阳|向前|向上|向日|向荣|向明|方向|志向|意向|动向|向导|自由|由来(?!宾|凤|安)|经开|经济|经纬|经营|经贸|经典|经销|经理|经络|经信|经办|"
    r"财经|神经|产经|数据|单据|票据|据点|华为|有为|为民|为农|作为|(?<!银)行为|成为|认为|基因|因特|从化|从业|随从|自来|自然|自动|自治|自主|自贡|自助|自驾|自媒|自控|"
    r"自贸|自我|自律|各自|独自|至诚|至尊|至善|至臻|至美|以上|以下|以内|以外|以来|所以|得以|以色|可以|同济|同仁|同心|同城|同创|同德|同方|同兴|同盛|同力|同泰|同益|"
    r"大同|合同|共同|协同|会同|陪同|相同|等同|同等|同盟|同业|同乐|同源|同辉|同行|受限|受理|感受|享受|接受|司令|按摩|按时|按日|请求|邀请|系统|体系|关系|联系|海系|水系|"
    r"到位|美的|的士|(?<![项栏节科条])目的|(?<![围投中串流废招])标的|的确|为了|了解|含山|含量|即时|即墨|即食|立即|即将|比亚|比特|比例|比较|起重|起动|起点|起航|崛起|一起|起诉|"
    r"联合会|联合体|有限公司|于都|于洪|于田|至今|甚至|及时|以及|及第|普及|涉及|危及|参与|给予|授予|与时|获嘉|获鹿|"
    r"等级|列支|党的建设|感染的肺炎|的通知|的通报|的公告|的意见|工业和信息化|经济和信息化|发展和改革|人力资源和社会保障|住房和城乡|文化和旅游|自然资源和规划|"
    r"规划和自然资源|民族和宗教|卫生和计划生育|人口和计划生育|文化和广电|新闻出版和|体育和|农业和|教育和|科学和|党校和|市场和质量|质量和|安全和|食品和药品|"
    r"(?:支付|检查|检验|规范|指导|认证|推荐|介绍|代表|转让|担保|承包|分包|收购|注册|登记|申请|委托|核查|办理|引导|完成|通过|启动|成立|支持|推进|实施)(?=(?:科技|服务|技术|咨询|网络|信息|代理|有限))|"
    r"商务和|投资和|机关和|港澳和|医疗和|经济和|信息和|林业和|交通和|水利和|电子和|园林和|体育和旅游|城市和|海洋和|粮食和物资"
)
# what may stand before a conjunction or a preposition: the end of a body, a firm, a person's post
_COMPLETE = frozenset("局委办院厅部署会队所府司厂社店行心室校馆站场坊吧园协构业关团组所长记任）某×*")


# verbs that are trades as well: 支付科技, 检查服务
_TRADES = frozenset(
    words(
        "支付 检查 规范 指导 推荐 介绍 代表 转让 承包 分包 收购 注册 登记 "
        "申请 委托 办理 引导 完成 通过 启动 成立 支持 推进 实施"
    )
)
_AND = ("和", "与", "及")


class Boundaries(NamedTuple):
    """The cuts of one text; ``ends`` ascend."""

    text: str  # in one width
    hard: tuple[int, ...]  # positions of marks that no name contains
    starts: tuple[int, ...]  # of cut words
    ends: tuple[int, ...]  # of cut words
    weak: tuple[bool, ...]  # whether the cut is 的, which may also belong to a name

    def mark_before(self, position: int) -> int:
        """Return where the stretch without marks begins in which ``position`` stands."""
        at = bisect_left(self.hard, position)
        return self.hard[at - 1] + 1 if at else 0

    def mark_after(self, position: int) -> int:
        """Return where that stretch ends."""
        at = bisect_left(self.hard, position)
        return self.hard[at] if at < len(self.hard) else len(self.text)

    def cuts(self, low: int, high: int) -> list[int]:
        """Return the numbers of the cuts that lie wholly between two positions, left to right."""
        first, last = bisect_left(self.starts, low), bisect_right(self.ends, high)
        return list(range(first, max(first, last)))

    def cut_within(self, low: int, high: int) -> bool:
        """Whether a cut word stands wholly between two positions."""
        return bool(self.cuts(low, high))

    def begins(self, position: int) -> bool:
        """Whether a name may begin here for what stands before."""
        if position == 0 or self.text[position - 1] in HARD or self.text[position - 1] in "（） ":
            return True
        at = bisect_left(self.ends, position)
        return at < len(self.ends) and self.ends[at] == position


def boundaries(text: str) -> Boundaries:
    """Find the cuts in ``text``.

    >>> found = boundaries("我局查处和平路茶行")
    >>> [found.text[a:b] for a, b in zip(found.starts, found.ends)]
    ['查处']
    """
    return _scan(text)


@lru_cache(maxsize=4096)  # the blocks of a notice, which several recognisers read one after the other
def _scan(text: str) -> Boundaries:
    text = fold_width(text)
    hard = tuple(i for i, c in enumerate(text) if c in HARD or (c == " " and not _latin(text, i)))
    shielded = bytearray(len(text) + 1)
    for match in _SHIELD.finditer(text):
        shielded[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    places = {place.start for place in chains(text)}
    for place in chains(text):  # 同江市 holds no 同
        low = place.start + (not place.full)
        shielded[low : place.end] = b"\1" * (place.end - low)
    marks = set(hard)
    starts: list[int] = []
    ends: list[int] = []
    weak: list[bool] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match[0] == "关于" and text[max(start - 1, 0)] in "海机":  # 海关|于3月1日
            start += 1
        if shielded[start] and (match.lastgroup in ("strong", "weak") or match[0] in _TRADES):
            continue
        if match.lastgroup == "weak" and match[0] != "的":
            fresh = (
                start == 0 or start - 1 in marks or (ends and ends[-1] == start) or text[start - 1] in "（） "
            )
            divided = (
                match[0] in _AND
                and text[start - 1] in "镇乡县区市道"
                and text[end : end + 1] not in "村镇乡庄"
            )
            if not (fresh or divided or text[start - 1] in _COMPLETE or end in places):
                continue
        starts.append(start)
        ends.append(end)
        weak.append(match[0] == "的")
    return Boundaries(text, hard, tuple(starts), tuple(ends), tuple(weak))


def _latin(text: str, at: int) -> bool:
    """Whether a space stands beside a Latin letter or a digit, and so may be inside a name."""
    around = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return (
        len(around) == 2
        and any(c.isascii() and c.isalpha() for c in around)
        and all(c.isalnum() for c in around)
    )
