"""Rows of a table → how many of them are its header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from ..text import fold_width

Texts = Sequence[str]

_LABEL = re.compile(
    "序号|编号|顺序|名称|姓名|名单|企业|单位|公司|主体|对象|当事人|相对人|纳税人|代码|号码|证号|文号|字号|注册号|识别号|日期|时间|期限|期间|理由|调整[前后]|品名|产品"
    "|年度|年份|有效期|原因|事由|事实|行为|情形|类型|类别|种类|性质|内容|结果|结论|情况|依据|措施|机关|部门|机构|地区|区域|区镇|辖区|县|镇|街道"
    "|地址|住所|代表人|负责人|责任人|联系人|经营者|金额|数量|人数|户数|件数|等级|级别|等次|得分|分数|评分|总分|排名|名次|批次|备注|说明|项目"
    "|任务|领域|行业|链接|网址|来源|状态|标准|电话|案由|案例|案件|处罚|许可|整改|信用|考核|性别|职务|荣誉|称号|条款|违法|违规|占比|率$|办事处|罚款|罚没|星级|户主|村别|村组|决定|批号|抽样|不合格|身份证|学历|奖项|车牌|车号|船名"
)
_SHORT = re.compile(  # words that are labels only by themselves: 金桥村 is none
    r"(?:所在|所属)?(?:处理|处置|意见|规格|商标|品种|面积|事项|民族|岗位|职业|工种|奖励|补助|资金|证书|资质|专业|门店|店铺|站点|推荐|乡镇|镇街|乡|镇|村|行政村|自然村|村庄|社区|村社|学校|医院|店名|店|户|户名|户主|农户|家庭|人员|车辆|船舶)(?:名单|名称|姓名)?"
)
_FIELD = re.compile(
    "(?:名称|姓名|全称|代码|号码|文号|文书号|编号|证号|案号|字号|注册号|识别号|登记号|日期|时间|期限|期|年度|有效期|原因|事由|事实|行为|情形|类型|类别|种类|性质|内容|结果|结论|情况|依据"
    "|措施|机关|部门|机构|地区|地址|住所|场所|地点|代表人|负责人|责任人|当事人|相对人|联系人|经营者|性别|职务|金额|数额|数量|状态|电话|案由|备注|说明|标准|等级|级别|决定|理由|方式|范围|身份证|单位|主体|对象|条款|领域|行业|截止日|截止期)"
    "(?:[（(][^（）()]*[）)])?[:：]?$"
)
_VALUE = re.compile(
    r"\d{4}\s*年\s*\d|\d{4}[-./]\d{1,2}[-./]\d|[0-9A-Z]{10,}|[〔\[（(【]\d{4}[〕\]）)】].*号|有限(?:责任)?公司"
    r"|合作社$|分公司$|经营部$|商店$|\*{4,}|\d万元$|\d元$|https?://|^[√×*—\-/]+$|[。；]"
)
_TELLING = re.compile("[红黄黑绿蓝A-Z0-9一二三四五六纳移增减]")  # what makes two headers differ in earnest
_FIRM = re.compile(
    r"(?:公司|合作社|[厂店行部社院所站场园馆铺坊校]|中心|企业|协会|事务所|超市)(?:[（(][^（）()]*[）)])?$"
)
_NUMBER = re.compile(r"[-+]?\d[\d,，.]*\s*[%％]?")
_TYPED = re.compile(rf"{_NUMBER.pattern}|{_VALUE.pattern}")


def is_label(text: str) -> bool:
    """Whether a cell names what stands beside or below it.

    >>> is_label("统一社会信用代码"), is_label("云岭市鑫达矿业有限公司"), is_label("3")
    (True, False, False)
    """
    text = re.sub(r"\s", "", text)
    return len(text) <= 45 and bool(_LABEL.search(text) or _SHORT.fullmatch(text)) and not _is_value(text)


def is_field(text: str) -> bool:
    """Whether a cell is the name of a field and nothing else: it ends as such names do.

    >>> is_field("法定代表人"), is_field("处理处罚情况"), is_field("双随机抽查")
    (True, True, False)
    """
    text = re.sub(r"\s", "", text)
    return 2 <= len(text) <= 30 and bool(_FIELD.search(text)) and not _is_value(text)


def header_depth(rows: Sequence[Texts]) -> int:
    """Return 1 if the first of these rows labels the columns, else 0.

    It does when it holds labels and no values, or when columns of numbers, codes, dates and marks
    stand under plain words. A table of labels and values side by side has no header.

    >>> header_depth([["序号", "企业名称"], ["1", "云岭市鑫达矿业有限公司"]])
    1
    >>> header_depth([["1", "云岭市鑫达矿业有限公司"], ["2", "云岭石料厂"]])
    0
    >>> header_depth([["云岭县青山饭店", "云岭县和顺理发店"], ["云岭县宏发五金店", ""]])
    0
    >>> header_depth([["当事人名称", "孟某某"], ["处罚内容", "警告"]])
    0
    """
    if not rows:
        return 0
    first = [re.sub(r"\s", "", text) for text in rows[0]]
    filled = [text for text in first if text]
    width = len(first)
    if len(filled) < max(2, 0.5 * width) or any(_is_value(text) for text in filled):
        return 0
    if is_pairs(rows) or all(is_firm(text) for text in filled):
        return 0
    if any(re.fullmatch("序号|编号|顺号|序", text) for text in filled):
        return 1
    if 2 * sum(is_label(text) for text in filled) >= len(filled):
        return 1
    if any(is_field(first[column]) and _names_below(rows, column) for column in range(width)):
        return 1
    if len(filled) < width:  # what a page break cut off a row looks like this
        return 0
    below = rows[1:]
    typed = 0
    for column in range(width):
        values = [row[column].strip() for row in below if column < len(row) and row[column].strip()]
        typed += len(values) >= 2 and sum(
            bool(_TYPED.fullmatch(v) or _VALUE.search(v)) for v in values
        ) > 0.6 * len(values)
    return int(typed >= max(2, 0.4 * width))


def is_firm(text: str) -> bool:
    """Whether a cell is the name of one firm, and no word for firms (被检查企业)."""
    return len(text) >= 6 and bool(_FIRM.search(text)) and not re.search("(?:企业|中心|被.*)$", text)


def _names_below(rows: Sequence[Texts], column: int) -> bool:
    """Whether most cells under a label are firms: then it is a header, whatever its neighbours are called."""
    values = [row[column].strip() for row in rows[1:] if column < len(row) and row[column].strip()]
    firms = sum(bool(_FIRM.search(value)) for value in values)
    return len(values) >= 2 and firms > 0.6 * len(values)


def is_pairs(rows: Sequence[Texts]) -> bool:
    """Whether the table sets labels and their values side by side, two or four columns wide.

    >>> is_pairs([["失信主体名称", "青河镇新华水产加工厂"], ["案件性质", "偷税"], ["日期", "2023年5月8日"]])
    True
    >>> is_pairs([["企业名称", "信用等级"], ["青河镇新华水产加工厂", "A"]])
    False
    """
    width = len(rows[0])
    if width not in (2, 4) or (len(rows) < 2 and width == 2):
        return False
    labels, values = [], []
    for row in rows:
        if len(set(row)) == 1:  # a row merged from edge to edge heads the rows below it
            continue
        for column in range(0, width, 2):
            if not row[column].strip() or (column and row[column] == row[column - 1]):
                continue
            labels.append(row[column])
            values.append(row[column + 1])
    if not labels or len(set(labels)) < len(labels):
        return False
    if sum(is_label(text) or is_field(text) for text in labels) < 0.7 * len(labels):
        return False
    if not all(is_label(text) for text in rows[0]):
        return True
    if _is_general(rows[0]):
        return len(rows) > 2 and is_pairs(rows[1:])
    # a value may sound like a label (青河镇…厂); fields of a form do not sound like values
    fields = sum(map(is_field, labels))
    if len(rows) < 3 or fields < 0.8 * len(labels) or sum(map(is_field, values)) > 0.3 * len(values):
        return False
    return not all(map(is_field, rows[0]))


def alike(one: Texts, other: Texts) -> bool:
    """Whether a row repeats another, allowing for slips such as 和 for 与.

    >>> alike(["镇街", "台账报送与整改 (2分)"], ["镇街", "台帐报送和整改（2分）"])
    True
    """
    if len(one) != len(other):
        return False
    folded = [(_folded(a), _folded(b)) for a, b in zip(one, other, strict=True)]
    if sum(bool(a) for a, _ in folded) < 2:
        return False
    if any(_TELLING.findall(a) != _TELLING.findall(b) for a, b in folded):
        return False
    shares = [1.0 if a == b else SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in folded]
    return min(shares) >= 0.6 and sum(shares) >= 0.85 * len(shares)


def _is_general(row: Texts) -> bool:
    """Whether a row only says that names stand at the left and what they hold at the right."""
    return all(
        re.fullmatch(
            "(?:公示|信息|公开)?(?:项目|事项|名称|栏目|字段|类别)(?:名称)?|(?:信息|具体|项目|公示|公开)?内容|信息",
            text,
        )
        for text in row
    )


def _folded(text: str) -> str:
    return re.sub(r"\s", "", fold_width(text))


def _is_value(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) or _VALUE.search(text))
