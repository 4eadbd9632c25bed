"""How lines of a Chinese notice begin and end: the patterns that joining and classifying share."""

from __future__ import annotations

import re

_N = "[一二三四五六七八九十百]{1,4}"

BULLET = re.compile(r"[●◆■★▲▪•◇□○※➢►▶☆]|[-–—－]\s*(?=[^\d\s\-–—－])|[-–—－]\s+(?=\d)|[-–—－](?=\d{1,2}\s*月)")
NUMBERED = re.compile(
    rf"[（(](?:{_N}|\d{{1,3}})[）)]|{_N}[、．]|\d{{1,3}}(?:[、．]|[.](?!\d))|[①-⑳]|第{_N}[条章节]|附\s*注?[:：]|注\s*\d*[:：]"
)
CASE = re.compile(
    rf"(?:典型)?(?:案[例件]|事例)之?(?:{_N}|\d{{1,2}})(?:[\s：:、.．]|$)"
)  # heads the story of one case
SECTION = re.compile(
    r"【[^【】]{1,30}】|附\s*(?:件|表|录)\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?|第[一二三四五六七八九十]{1,3}[章节部分]+.{0,20}"
)
COUNTED = re.compile(
    rf"[（(]{_N}[）)][^，。；：:]{{2,24}}[（(]\d{{1,4}}[家户个名人所间][）)]"
)  # （二）先进个人（6名）
COUNTED_HEAD = re.compile(r"[^，。；：:、]{2,24}[（(](?:共)?\d{1,4}[家户名个人所间][）)]")  # 绿色等级（6家）
CHAPTER = re.compile(rf"{_N}、[^。；：:]{{1,40}}")
LABELLED = re.compile(r"[\u4e00-\u9fff（）()/／]{2,16}[:：]")
BRACKETED = re.compile(r"[（(][^（）()]{2,40}[）)]")
DATE = re.compile(
    r"(?:\d{4}|[二〇○零一三四五六七八九]{4})\s*(?:年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日|[-./]\d{1,2}[-./]\d{1,2})"
)
NUMBER_LINE = re.compile(
    r"[（(]?[\u4e00-\u9fff]{1,16}(?:[（(][\u4e00-\u9fff]{1,6}[）)][\u4e00-\u9fff]{0,8})?"
    r"[〔\[［【（({]\s*\d{4}\s*[〕\]］】）)}]\s*第?\s*[A-Z\d\-－—–、]+\s*号[）)]?|\d{4}年第\s*\d+\s*号"
)
ISSUE = re.compile(
    r"[（(]?(?:(?:\d{4}|[二〇○零一三四五六七八九]{4})\s*年)?\s*(?:第\s*[\d一二三四五六七八九十百]+\s*期|总第\s*\d+\s*期)\s*(?:[（(][^（）()]{1,20}[）)])?[）)]?|[{〔\[（(]\s*\d{4}\s*[}〕\]）)]"
)
ORGANISATION = re.compile(
    r"(?:局|委员会|委|办公室|办|政府|厅|院|中心|部|署|海关|银行|支行|分行|分局|监管局|大队|支队|总队|集团|协会|联合会|领导小组|工作组|指挥部|公司|国务院|会议|联席会议|管委会|站|所|科|处|室|队)"
    r"(?:[（(][^（）()]{1,24}[）)])?"
)
NAME = re.compile(  # the end of an entry of a list that names an organisation, with its code or remark
    r"(?:公司|厂|店|社|中心|事务所|医院|诊所|药房|学校|幼儿园|农场|矿|商行|经营部|服务部|加工部|门市部|馆|局|委员会|法院|检察院|集团|协会|商会|所|支行|分行|院|站)"
    r"(?:[（(][^（）()]{1,20}[）)])?(?:\s*[0-9A-Z]{15,18})?$"
)
CODED = re.compile(  # an entry that names a party and its code: 张某某　6222011980******17
    r"[\u4e00-\u9fff·（）()]{2,40}[\s\u3000]*[\dA-Z][\dA-Z*＊×Xx]{7,17}$"
)
TITLE_END = re.compile(
    r"(?:通知|公告|通报|决定|公示|名单|通告|意见|办法|公开表|公示表|一览表|统计表|情况|结果|函|批复|命令|令|方案|细则|规定|汇总表|清单|公报|报告|红黑榜|“?[红黑]榜”?|”信息|名单信息|处罚信息|信息表|告知书|决定书|判决书|裁定书|裁决书|通知书|倡议书)"
    r"\s*(?:[（(][^（）()]{1,40}(?:[（(〔][^（）()〔〕]*[）)〕][^（）()]*)?[）)])?"
)
IMPRINT = re.compile(
    r"[（(]?(?:主?\s*报|主?\s*送|抄\s*送|抄\s*报|报\s*送|分\s*送|发\s*送|印\s*发|发|(?:本期)?(?:责任|值班|执行)?编\s*辑|编\s*审|编\s*校|审\s*核|签\s*发|核\s*稿|校\s*对|责\s*编|主\s*编|编\s*发|编\s*印|联系电话|监督电话|举报电话|咨询电话"
    r"|电\s*话|传\s*真|电子邮件|电子邮箱|邮\s*箱|E-?mail|投稿\w{0,4})(?:[（(][^（）()]{1,8}[）)])?\s*[:：]"
)
CONTACT = re.compile(r"[（(]?(?:地\s*址|联系地址|邮政编码|邮\s*编|联系人|网\s*址|联系方式)\s*[:：]")
PRINTED_ON = re.compile(r".{0,40}\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发")
RELEASE = re.compile(
    r"[（(]此件.{0,12}公开.{0,6}[）)]|主动公开|依申请公开|信息公开(?:选项|类别|形式)?[:：].{0,10}|共印\d+份"
)
WEB_HEAD = re.compile(
    r"(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s+)?"
    r"(?:发布时间|发布日期|发文日期|成文日期|公开日期|时间|日期|(?:信息|文章|稿件)?来源|作者|记者|责任编辑|编辑|浏览(?:次数|量)?|阅读(?:量|次数|数)?|点击(?:量|数|次数|率)?|访问(?:量|次数)|索\s*引\s*号|发布(?:机构|单位|部门)|发文(?:机关|单位)|文\s*号|主题分类|主题词|字\s*体|字号)\s*[:：]"
)
INTERNAL = re.compile(
    r"(?:(?:内部(?:资料|刊物|文件)|注意保存|妥善保管|不得外传|特急|加急|急件|平急|秘密|机密)[\s★\d年月、，]*)+"
)
NAVIGATION = re.compile(
    r"(?:您?(?:当前|现在)?(?:所在)?(?:的)?位置|您(?:当前)?所在的?位置|今天是)\s*[:：是]?|(?:网站)?首页\s*(?:[>›»＞|/／·\-]|\s|$)|[\u4e00-\u9fff（）()]{2,16}(?:\s*[>›»＞]{1,2}\s*[\u4e00-\u9fff（）()]{2,16})+$|.*(?:无障碍|长者模式|长者版|繁體|登录\s*\|)"
    r"|上一[篇条页]\s*[:：]?|下一[篇条页]\s*[:：]?|分享(?:到|至)?\s*[:：]|扫一扫|(?:【|\[)?(?:打印|关闭)(?:本页|窗口|此页|页面)?(?:】|\])?(?:\s|$|[【\[])|.*(?:网站地图|网站标识码|ICP备|公网安备|版权所有|隐私声明|技术支持\s*[:：])"
    r"|(?:关于我们|联系我们|返回顶部|返回列表|相关链接|友情链接|相关阅读|相关新闻|当前页$)|(?:主办|承办|主办单位|承办单位|建议使用)\s*[:：]|www\.|https?://[\w./-]+$|字体\s*[:：]|.{0,20}浏览次数"
)
_ANNOUNCING = re.compile(  # what makes a line with a colon a sentence, and nobody's address
    r"如下|下列|以下|下述|现[将予就更]|予以|特此|决定|认定|审核|召开|开展|根据|依据|按照|依照|\d\s*月|《|有误|如有|可以|应当|联系人|[。；！？]"
)
_ADDRESSED = re.compile(
    r"(?:各|本|市|县|区|省|局|州|盟|旗|全|有关|机关|驻|中央|国务院|直属|相关).{0,220}[:：]"
)
_ADDRESSED_FIRM = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9（）()·、]{4,60}?(?:公司|厂|店|社|中心|商行|经营部|事务所|医院|诊所|药房|学校|分局|局|委员会|办公室|领导小组|人民政府|工作组|指挥部|支队|大队|集团|单位)"
    r"(?:[（(][^（）()]{1,60}[）)])?[:：]"
)
OPENER = re.compile(
    r"《(?:通知|办法|意见|方案|公告|细则|规定|决定|条例|要点|通报|规划|报告|暂行\w{0,4}|实施\w{0,4})》[\u4e00-\u9fff]|(?:\d{4}\s*年)?\s*\d{1,2}\s*月\s*\d{1,2}\s*日[，,上下起]|(?:近日|日前|目前|截至|据悉|经查)[，,]"
)
STARTER = re.compile(
    r"《(?:通知|办法|意见|方案|公告|细则|规定|决定|条例|要点|通报)》|(?:\d{4}\s*年)?\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|\d{4}\s*年"
    r"|近日|日前|目前|截至|据悉|据了解|经查|为[^了]|为了|根据|按照|依据|依照|同时|此外|另外|另[，,]|今年|去年|下一步|现将|对于|针对|附件?|(?:以上|上述|前述)(?:\d*[家名户个人]|企业|单位|被|当事|主体|名单|信息|对象|处罚|决定)"
)
ENDED = re.compile(r"[。！？!?；;：:…][”’」』）)】\]]*$")
_OPEN, _CLOSE = "（(“‘《〈【〔「『[", "）)”’》〉】〕」』]"


_PERSON = r"(?:[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff])"  # 孟凡, and 孟 凡
_PEOPLE = re.compile(rf"{_PERSON}(?:\s+{_PERSON}){{2,}}")
_POSTED = re.compile(rf"{_PERSON}[（(][^（）()：:]{{1,30}}[）)]")


def entry(text: str) -> bool:
    """Whether a line is an entry of a list, or several side by side, rather than a part of a sentence.

    >>> entry("云岭市鑫达矿业有限公司"), entry("孟 凡 白小满 左思齐"), entry("对云岭市鑫达矿业有限公司")
    (True, True, False)
    >>> entry("孟小凡（女，云岭县财政局）")
    True
    """
    text = text.strip()
    if _POSTED.fullmatch(text):
        return True
    if re.search("[，。；：:、]", text) or re.match("[对将给予由经使令因与和及等]", text):
        return False
    return bool(NAME.search(text) or _PEOPLE.fullmatch(text))


def addressee(text: str) -> bool:
    """Whether a line right under the title names those whom the notice is sent to.

    >>> addressee("各区应急管理局，有关单位："), addressee("云岭市鑫达矿业有限公司：")
    (True, True)
    >>> addressee("市信用办3月16日审核了三家企业的申请，结果如下：")
    False
    """
    text = re.sub(r"\s", "", text)
    if _ANNOUNCING.search(text):
        return False
    return bool(_ADDRESSED.fullmatch(text) or (_ADDRESSED_FIRM.fullmatch(text) and "名单" not in text))


def begins_anew(text: str) -> bool:
    """Whether a line starts an item, a section or a labelled entry of its own."""
    return any(
        pattern.match(text) for pattern in (BULLET, NUMBERED, CASE, LABELLED, IMPRINT, NAVIGATION)
    ) or any(pattern.fullmatch(text) for pattern in (SECTION, BRACKETED, DATE))


def title_goes_on(text: str, following: str) -> bool:
    """Whether ``following`` is the next line of a title that is not yet complete.

    >>> title_goes_on("云岭市应急管理局", "关于公布2023年黄牌警示企业的通报")
    True
    >>> title_goes_on("市政府关于2018年度", "科学技术奖励的决定")
    True
    """
    text, following = text.strip(), following.strip()
    if re.search("[，。；：:]", text + following) or max(len(text), len(following)) > 60:
        return False
    ends = bool(re.search(TITLE_END.pattern + "$", following))
    if following.startswith("关于"):
        return bool(re.search(ORGANISATION.pattern + "$", text)) and not re.search("关于|文件$", text)
    return (
        ends
        and "关于" in text
        and not re.search(TITLE_END.pattern + "$", text)
        and not begins_anew(following)
    )


def unclosed(text: str) -> str:
    """Return the closing mark that a text still owes; empty if none.

    >>> unclosed("推行“首"), unclosed("列入“黄牌”名单")
    ('”', '')
    """
    owed: list[str] = []
    for char in text:
        if char in _OPEN:
            owed.append(_CLOSE[_OPEN.index(char)])
        elif owed and char == owed[-1]:
            owed.pop()
    return owed[-1] if owed else ""


def broken_off(text: str, following: str) -> bool:
    """Whether a paragraph was broken in the middle of a sentence, and ``following`` goes on with it.

    Layout software and officials' copying leave such breaks; a headline before its paragraph is
    none, since it has no commas and the paragraph starts a sentence of its own.

    >>> broken_off("对主动整改的采石企业，各镇可酌情缩短警示期、减少", "检查频次，督促其按期销号。")
    True
    >>> broken_off("多部门发布黄牌警示名单", "3月2日，市应急局通报了今年首批名单。")
    False
    """
    text, following = text.strip(), following.strip()
    if not text or not following or ENDED.search(text):
        return False
    mark = unclosed(text)
    if mark and mark in following and unclosed(text + following) != mark:
        return True
    if following[0] in "，。、；：”》）」』！？":
        return True
    if begins_anew(following) or (begins_anew(text) and not BULLET.match(text) and not NUMBERED.match(text)):
        return False
    if text[-1] in "）)】》”" or STARTER.match(following) or not re.search("[，。；]", following):
        return False
    running = len(text) >= 20 and bool(re.search("[，。；]", text))
    return running or bool(OPENER.match(text))
