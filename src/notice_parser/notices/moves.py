"""Sentence → Moves: a verb, the list it acts on, and where those stand whom it moves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from ..model import Action, BlockKind, Mention, MentionKind, Span
from ..text import without_quotes
from .grades import CUSTOMS_LOWEST, of_customs
from .letters import SUBJECT_KINDS
from .passage import Found, Sentence, Source

ADD = (
    r"(?:纳入|列入|列为|录入|拉入|拉进|记入|编入|加入|归入|移入|转入|进入|登上|"
    r"确定为|认定为|公布为|标记为|载入|上(?=[“‘]?[红黑]榜))"
)
REMOVE = r"(?:移出|移除|退出|剔除|撤出|清出|解除|删除|撤下|移离|调出|摘除|摘掉|摘下)"
_VERB_BEFORE = re.compile(
    rf"(?P<add>{ADD})|(?P<remove>{REMOVE})|(?P<maintain>继续保留在|保留在|继续列入|维持)"
)
_REVOKED = re.compile(r"(?P<verb>撤销|撤回|取消)(?:了|原)?[^。；]*$")
_DECISION = re.compile(r"[”’]?[^，。；]{0,6}的?(?:决定|认定|记录|通知)")
_WRONGLY = re.compile(r"[误错](?:[将把][^，。；]{2,60})?$")  # 误列, 误将甲砂厂列入
_MENDED = re.compile(r"撤销|更正|删除|移出|撤回|纠正")
_RECORD = re.compile(r"[”’]?的?(?:信息|记录|情形|情况|状态)")
_OBJECTED = re.compile(r"[”’]?[^，。；]{0,8}(?:提出|存有|有)(?:的|了)?[^，。；]{0,4}(?:异议|复核申请|申诉)")
_NOT_ACCEPTED = re.compile(r"不服(?:我局|本局|该局)?[^，。；]{0,16}?(?:被|将其)?$")
_ONCE_ON = re.compile(r"(?:此前|先前|曾|原|前期|之前)(?:已|经|因[^，。；]{2,20})?(?:被)?(?:依法)?$")
_WHO_WAS = re.compile(r"[”’]?的(?![^，。；]{0,6}(?:决定|名单|信息|记录))[^，。；]{4,60}$")
_NOW_TREATED = re.compile(
    r"[，；](?:[^，。；]{0,24}[，；])*?[^，。；]{0,16}?(?:现|已|决定|同意|准予|予以|依法)?(?:撤销|移出|移除|退出|解除|删除|修复|延长|停止公示)"
)
_WHEN_ONLY = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?|目前|现在|期间|之后|随后|后|后来|至今")
_GOES_ON = re.compile(r"[”’]?的?(?:部分|决定|认定)?[^，。；]{0,4}继续有效")
_LENGTHENED = re.compile(r"(?P<verb>延长|顺延|续期)(?:了)?(?P<who>[^，。；]{0,40}?)的?$")
_FROM = re.compile(
    r"^[”’]?(?:名单|名录|管理|系统)?[”’]?(?:中|内|里)?(?:予以)?(?P<remove>移出|移除|剔除|删除|退出|撤出|撤下|清除|撤销|屏蔽)"
)
_GROUND = re.compile(
    r"(?:因|由于|对于?|凡|所有)(?:被|已|曾)*$"
)  # 因列入黑名单: a ground or a condition, no act
# 公布…“红名单”，甲公司等12家企业入选; 发布一批…名单，共涉及21人
_PUBLISHED = re.compile(
    r"[”’]?(?:名单|名录)?[”’]?[，,](?P<who>[^，。；]{2,60}?)(?P<entered>入选|上榜|入围|榜上有名|在列|入榜|位列其中|被列入其中)"
    r"|[”’]?[，,](?P<entered2>(?:共|集中|累计)?(?:涉及|有|包括|收录|计|曝光|公布|发布|公开)|共)(?P<who2>\s*\d+\s*[家户名人个][^，。；]{0,12})"
)
# 此前列入…名录的甲协会已履行义务，自9月21日起移出
_FORMERLY = re.compile(
    rf"(?:此前|原|曾|前期|已|上一?(?:季度|年度|批次?|期|个?月)|\d{{4}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)(?:被|已)*{ADD}[^，。；]{{0,4}}$"
)
_LEFT = re.compile(
    r"[”’]?的(?P<who>[^，。；]{2,60}?)(?:已|因|现|均|自|[，,]|整改|履行|完成|期满|管理期|符合)[^。；]*?(?P<verb>移出|移除|退出|剔除)(?=[，。；]|$)"
)
_LISTED_ALREADY = re.compile(rf"\s*(?:已|现)?被?{ADD}")
_STILL_ON = re.compile(r"[”’]?的(?!决定|公告|\d)[^，。；]{2,80}?(?:已|仍|尚|均|未)")
# 甲公司于2022年9月被列入…名单，管理期满，自10月1日起移出; 乙公司列入…后再次违法，期限延长6个月
_ONCE_LISTED = re.compile(
    r"(?:于|在|自)?[\d年月日]{5,11}(?:经[^，。；]{2,20})?(?:已)?(?:被(?:[^，。；]{1,12}?[局院委队厅办])?|因[^，。；]{2,30}被)?$|(?:曾|此前|前期|原)被?$"
)
_NOW_OFF = re.compile(
    r"[”’]?[^，。；]{0,10}[，,][^。；]*?(?:^|[，,]|起|日|现|决定|予以|提前|期满|届满|依法|将其|正式|后被?)(?:将其|予以|提前|依法)*(?P<verb>移出|移除|退出|解除)"
    r"[^，。；]{0,12}(?=[，。；]|$)"
)
_NOW_LONGER = re.compile(
    r"[”’]?[^。；]{0,60}[，,][^，。；]{0,10}期限?(?:依法|再|将其|予以|相应)*(?P<verb>延长|顺延|续期)"
)
_EXTEND = re.compile(
    r"^[”’]?[^，。；]{0,16}?(?:期限|期|时间)?(?:各|均|分别)?(?P<verb>延长|顺延|续期|延续|延期(?!申请))"
)
_PROLONGED = re.compile(  # 甲公司“黑名单”期限原至5月20日届满，因…，现延长一年
    r"[”’]?(?:名单|名录)?[”’]?的?[^，。；]{0,6}(?:期限?|有效期)[^。；]{0,80}?[，,](?:现|故|决定|同意|将其?|予以|依法|再)*(?P<verb>延长|顺延|续期)"
)
_COUNTED_ON = re.compile(  # 发布红榜|企业5家：甲公司、乙公司等
    r"[”’]?(?:企业|单位|主体|人员|商户|当事人|对象)?(?:共)?\d+[家户名个人][：:，,](?:其中)?(?:包括|分别为|分别是|即|有)?"
    r"(?P<who>[^；。：]{4,300}?)(?:等)?(?=[；。]|，(?:列入|纳入|期限|有效期|自)|$)"
)
_ANNOUNCES = re.compile(r"(?P<verb>发布|公布|曝光|公示|通报)(?:了)?[“‘]?$")
_EXPIRED = re.compile(  # 甲矿黄牌警示期满，自动退出
    r"[”’]?(?:警示|管理|重点监管)?(?:名单)?的?[^，。；]{0,4}(?:期限?)?(?:现?已|均已|于[^，。；]{4,12})?(?:期?满|届满|到期)[，,]?"
    r"(?:现|予以|依法|自动|正常|准予|决定|同意|按规定|同步|整改合格|经验收合格|[，,])*(?P<verb>退出|移出|移除|解除|摘牌|摘除)"
)
_TERM_FULL = re.compile(  # 列入名录满三年: that it once was listed
    r"[”’]?(?:已|均已)?满(?:[\d一二三两五]+个?[年月]|期)"
)
_NOW_OFF_LIST = re.compile(
    r"(?:，|且|现|决定|予以|依法|自动|同意|准予)(?:现|决定|予以|依法|自动|同意|准予)*(?P<verb>移出|移除|退出|停止公示)(?=[，。；：]|$)"
)
_KEPT_ON = re.compile(
    r"[”’]?的?[^，。；]{0,6}?(?:期限?|时间)?(?:已|现已)?(?:届满|期满|到期)[，,][^。；]{0,30}?(?:不予|暂不|未予|不得|暂缓|不能)(?:移出|移除|退出|解除)"
)
_TAKEN_BACK = re.compile(  # 将甲面馆列入名录，经核实…，现撤销将其列入名录的决定
    r"(?:撤销|撤回|取消)(?:了)?(?:[将把对](?:其|该[^，。；]{1,6}))?(?:该|上述|此|前述|原)?[^，。；]{0,16}?(?:列入|纳入|认定|录入|载入)[^，。；]{0,24}?(?:决定|认定|记录)"
    r"|(?:撤销|撤回)(?:该|上述|此|前述|原)[^，。；]{0,6}?(?:决定|认定)"
)
_LIFTED = re.compile(  # 解除对甲矿的“黄牌”警示, 撤销3月1日对甲矿的黄牌警示
    r"(?P<verb>解除|撤销|取消|摘除|撤下|收回)(?:了)?(?:[^，。；]{0,12}日)?(?:对|给予)?(?P<who>[^，。；]{4,80}?)的?(?:安全生产|消防安全|信用|环保|质量安全)?[“‘]?$"
)
_CROSSED = re.compile(  # 将甲公司由关注名单调整至黑名单
    r"(?:将|对)?(?P<who>[^，。；]{4,80}?)(?:由|从)[^，。；]{2,24}?(?P<verb>转入|转至|转为|调整至|调整为|调整到|升级为|升级至|变更为|调入|调至|降至|降为|移入|列入)[^，。；]{0,8}$"
)
_RECOGNISED = re.compile(
    r"(?P<verb>认定|确定|评定|列为|公布)(?P<who>[^，。；：]{2,160}?)为(?!民)(?P<list>[^，。；：“”]{0,26}?"
    r"(?:守信主体|失信主体|失信当事人|失信企业|失信单位|诚信企业|诚信单位|惩戒对象|重点关注对象|重点监管对象|激励对象|失信责任主体|失信行为人|失信人员))"
)
_RECOGNISED_ON = re.compile(  # 认定甲合作社、乙公司为…“红名单”主体
    r"(?P<verb>认定|确定|评定|公布|发布)(?P<who>[^，。；：]{2,160}?)为(?:\d{4}年度?)?$"
)
_RECOGNISED_AS = re.compile(
    r"(?:涉案的|其中|将)?(?P<who>[^，。；]{0,120}?)(?:均|都)?(?P<verb>(?:被|依法)(?:认定|确定|评定|列|标记|公布|曝光)为|(?<=[日布]起)(?:认定|确定|列)为|标记为)(?P<list>[^，。；：“”]{0,26}?"
    r"(?:失信主体|失信当事人|失信企业|失信单位|惩戒对象|重点关注对象|重点监管对象|失信责任主体|经营异常状态|“?(?:失联|空壳|僵尸|高风险|重点关注|重点监管|重点监测)”?(?:企业|机构|商户|公司|主体|单位|对象)))"
)
_RECOGNISED_AS_ACT = re.compile(
    r"[将把](?P<who>其|[^，。；]{2,160}?)(?P<verb>(?:依法)?(?:认定|确定|评定|列|公布)为)(?P<list>[^，。；：“”]{0,26}?"
    r"(?:守信主体|失信主体|失信当事人|失信企业|失信单位|诚信企业|诚信单位|惩戒对象|重点关注对象|重点监管对象|激励对象|失信责任主体|失信行为人|失信人员|重点监测(?:企业|对象|单位)|重点关注(?:企业|单位)|重点监管(?:企业|单位)))"
)
_TAKEN_OFF = re.compile(
    r"[将把](?P<who>[^，。；]{1,60}?)(?:从(?:该|上述|此)?(?:名单|名录)(?:中|内|里)?|期满|提前|正式|依法|予以|从中)*(?P<verb>移出|移除|删除|撤下|除名|撤出|退出)(?=[，。；]|$)"
)
_PUT_ON = re.compile(  # 市应急局将甲矿列入, below the heading of the list
    r"[将把](?P<who>[^，。；]{2,160}?)(?:一并|同时|依法)*(?P<verb>列入|纳入)(?=[，。；]|$)"
)
_AMONG_THEM = re.compile(  # 省税务局公布第二批…失信主体，我县甲公司在列
    r"(?:公布|发布|曝光|通报)了?(?P<list>[^，。；：“”]{2,30}?(?:失信主体|失信企业|当事人名单|黑名单|红名单|失信名单))[，,]"
    r"(?:其中|我[省市县区]|本[省市县区])?(?P<who>[^，。；]{4,60}?)(?P<verb>在列|位列其中|上榜|榜上有名)"
)
_TOLD_OFF = re.compile(  # 甲公司期满移出
    r"(?:^|[，。；])\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?\s*"
    r"(?P<who>(?!.{0,50}[将把对])[^，。；]{4,60}?)(?:因[^，。；]{2,20}?)?(?:期限?)?"
    r"(?:期满|届满|提前|予以|准予|同意|依法|自动|正常|不予|暂不|暂缓)+(?:(?<=满)[，,](?:现|予以|依法)*)?(?P<verb>移出|移除|退出)"
    r"(?:名单|名录)?(?=[，。；：]|$)"
)
_AGREED_OFF = re.compile(  # 甲公司、乙公司已履行法定义务，同意移出名单
    r"(?:^|[。；])\s*(?P<who>(?![^，。；]*[将把对拟])[^，。；]{4,160}?)(?:已|均已|现已)[^，。；]{2,30}[，,]"
    r"(?:经[^，。；]{2,12}[，,])?(?:同意|准予|予以|决定|依法|现)+(?P<verb>移出|退出|解除|撤榜|下榜|退榜|撤下)(?:名单|名录)?(?=[，。；]|$)"
)
_OFF_THE_LIST = re.compile(  # 上期公布的甲某、乙砖厂已全部履行，从名单中删除
    r"(?:^|[，。；])\s*(?P<who>(?![^，。；]*[将把对拟])[^，。；]{2,160}?)(?:(?:均|现)?已|因)[^，。；]{2,30}[，,](?:现|依法|予以?|故)*"
    r"(?:从(?:该|上述|失信被执行人)?名单(?:中|内|里)?)?(?:依法|予以)*(?P<verb>删除|移出|移除|屏蔽|撤下)(?=[，。；]|$)"
)
_KEPT_LONGER = re.compile(  # 甲公司仍有工资未结清，继续保留，监管期延长3个月
    r"(?:^|[。；])\s*(?P<who>(?![^，。；]*[将把对拟])[^，。；]{4,80}?)(?:仍|尚|未)[^，。；]{2,30}[，,](?:继续)?保留(?:在册|在名单内?)?"
    r"[，,][^，。；]{0,8}期限?(?:再|相应)?(?P<verb>延长|顺延|续期)"
)
_COUNTED_OFF = re.compile(  # 列入名录1123户，依申请移出278户
    r"[，,；](?:其中|同时|另|已|并|依申请|依法|依职权|期满|经审核)*(?P<verb>移出|移除)了?(?P<who>\d+\s*[家户名人个][^，。；]{0,8}?)(?=[，。；]|$)"
)
_TERM_OF_LIST = r"(?:联合惩戒|信用惩戒|惩戒|列入|管理|警示|公示|披露|重点监管|关注)的?期限?"
_ITS_TERM_LENGTHENED = re.compile(  # 决定将其惩戒期限延长一年
    rf"[将把](?P<who>[^，。；]{{0,60}}?)的?{_TERM_OF_LIST}(?:依法|再|分别|各|均)*(?P<verb>延长|顺延|续期)"
)
_TERM_LENGTHENED = re.compile(  # 甲公司管理期限虽已届满，但再次被罚，管理期限延长6个月
    r"(?:^|[，。；])\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?\s*"
    rf"(?P<who>(?!.{{0,50}}[将把对])[^，。；]{{4,60}}?)(?:(?:因|由于)[^，。；]{{2,40}}[，,]其?)?的?{_TERM_OF_LIST}(?:[^。；]{{0,60}}?[，,]其?(?:{_TERM_OF_LIST})?)?"
    r"(?:依法|再|分别|各|均|予以|相应)*(?P<verb>延长|顺延|续期)"
)
_MEMBERS = re.compile(  # 公开发布失信被执行人张某、甲厂
    r"(?P<verb>(?:公开|集中|依法|再次)*(?:发布|公布|曝光|公示))了?(?P<list>失信被执行人)(?:\d+[名人家个][，,：:](?:其中)?(?:包括|分别为|分别是|有)?)?(?P<who>(?!名单|信息|名录|的|等|\d)[^，。；：]{2,80})"
)
_NO_LONGER = re.compile(
    r"(?:前期|此前|先前|原|曾|原先)被?(?:列为|列入|纳入|认定为|确定为)(?P<list>[^，。；：]{2,26}?)的(?P<who>[^，。；的]{4,60}?)"
    r"(?=[，,]|已|现已|均已|经|因|恢复|整改|完成)[^。；]*?(?P<verb>不再(?:列入|列为|纳入|作为))"
)
_THOSE_LISTED = re.compile(r"[”’]?的(?P<who>[^，。；的]{3,120}?)(?=因|已|现|经|由于|期满|期限|列入|，)")
_BELOW = re.compile(r"以下|下列|如下")
_DEBTORS = "失信被执行人"
_YEAR = re.compile(r"^\d{4}年?(?:度)?(?:第[一二三四五六七八九十\d]+批)?")


class Move(NamedTuple):
    """One verb acting on one list."""

    action: Action
    list: Found
    verb_start: int
    verb_end: int
    object_end: int  # where the words for those it acts on must end
    who: tuple[int, int] | None = None  # where they stand, if the form itself says it


def moves(sentence: Sentence) -> Iterator[Move]:
    """Yield the moves on lists that a sentence reports, asserted or not."""
    undone_on: set[str] = set()  # 误将甲店列入异常名录，现予更正，移出异常名录: told once
    for found in sentence.of(MentionKind.LIST):
        clause = sentence.clause(found.start)
        left, right = sentence.bare[clause.start : found.start], sentence.bare[found.end : clause.end]
        after = _FROM.match(right)
        extend = _EXTEND.match(right)
        before = list(_VERB_BEFORE.finditer(left))
        source = re.search(r"(?:从|由|自|在)[^从由自在]*$", left)
        if after and source:
            span = found.end + after.start("remove"), found.end + after.end()
            revoked = re.search(
                r"撤销[^，。；]{0,16}(?:决定|认定)|误(?:录|列)|撤销$", sentence.bare[: span[1]]
            )
            yield Move(
                Action.REVOKE if revoked else Action.REMOVE, found, *span, clause.start + source.start()
            )
        elif extend:
            span = found.end + extend.start("verb"), found.end + extend.end()
            into = re.search(rf"{ADD}$", left)  # 将甲公司列入…名单的期限延长
            yield Move(Action.EXTEND, found, *span, clause.start + into.start() if into else found.start)
        elif (since := _since_listed(sentence, found, left, clause.start)) is not None:
            yield since
        elif (left_it := _LEFT.match(sentence.bare, found.end)) and (
            _FORMERLY.search(left) or _LISTED_ALREADY.fullmatch(left)
        ):
            yield Move(
                Action.REMOVE, found, *left_it.span("verb"), left_it.start("verb"), left_it.span("who")
            )
        elif _LISTED_ALREADY.fullmatch(left) and _STILL_ON.match(sentence.bare, found.end):
            continue  # 列入名单的甲镇政府仍未履行: nothing moves
        elif before and (full := _TERM_FULL.match(sentence.bare, found.end)):
            off = _NOW_OFF_LIST.search(sentence.bare, full.end())
            if off and not sentence.of(MentionKind.LIST, start=full.end(), end=off.start("verb")):
                listed = (clause.start, clause.start + before[-1].start())
                yield Move(Action.REMOVE, found, *off.span("verb"), off.start("verb"), listed)
        elif _KEPT_ON.match(sentence.bare, found.end):
            continue  # 列入“黑名单”期限届满，不予移出: nothing moves
        elif prolonged := _PROLONGED.match(sentence.bare, found.end):
            firms = sentence.of(*SUBJECT_KINDS, start=clause.start, end=found.end)
            owner = (firms[0].start, firms[-1].end) if firms else (clause.start, found.start)
            yield Move(Action.EXTEND, found, *prolonged.span("verb"), found.start, owner)
        elif published := _PUBLISHED.match(sentence.bare[found.end :]):
            verb, who = ("entered", "who") if published["entered"] else ("entered2", "who2")
            at, to = (found.end + n for n in published.span(verb))
            low, high = (found.end + n for n in published.span(who))
            yield Move(Action.ADD, found, at, to, at, (low, high))
        elif (told := _ANNOUNCES.search(left)) and (members := _COUNTED_ON.match(sentence.bare, found.end)):
            start, stop = (clause.start + at for at in told.span("verb"))
            yield Move(Action.ADD, found, start, stop, start, members.span("who"))
        elif expired := _EXPIRED.match(sentence.bare, found.end):
            firms = sentence.of(*SUBJECT_KINDS, start=clause.start, end=found.end)
            owner = (firms[0].start, firms[-1].end) if firms else (clause.start, found.start)
            yield Move(Action.REMOVE, found, *expired.span("verb"), found.start, owner)
        elif (other := _LIFTED.search(left) or (None if _is_card(found) else _CROSSED.search(left))) and (
            owners := sentence.of(
                *SUBJECT_KINDS, start=clause.start + other.start("who"), end=clause.start + other.end("who")
            )
        ):
            start, stop = (clause.start + at for at in other.span("verb"))
            lifted = Action.REVOKE if other["verb"] == "撤销" else Action.REMOVE
            act = lifted if other.re is _LIFTED else Action.ADD
            yield Move(act, found, start, stop, start, (owners[0].start, owners[-1].end))
        elif before and len(left) - before[-1].end() <= 40 and not _GROUND.search(left[: before[-1].start()]):
            moved = before[-1]
            start, stop = clause.start + moved.start(), clause.start + moved.end()
            undone = _undone(sentence, start, found.end)
            if undone is not None:
                undone_on.add(found.mention.value)
                yield Move(Action.REVOKE, found, *undone, start, _whose(sentence, start))
            elif _taken_back(sentence, start, found.end):
                continue  # what was listed once is told only for what becomes of it
            elif (
                _GOES_ON.match(right) or _OBJECTED.match(right) or _NOT_ACCEPTED.search(left[: moved.start()])
            ):
                continue  # 就列入…名单提出的异议, 不服被列入…的决定
            elif _ONCE_ON.search(left[: moved.start()]) and _NOW_TREATED.search(sentence.shape, found.end):
                continue  # 此前被列入…，现撤销其列入记录
            elif _WHO_WAS.match(right) and _NOW_TREATED.search(sentence.shape, clause.end):
                continue  # 对2023年列入黑名单的甲公司，…移出黑名单
            elif _RECORD.match(right) and re.search(r"(?:被|曾)$", left[: moved.start()]):
                continue  # 申请修复的被列入…名录信息: the record, no act
            elif moved.lastgroup == "remove" and found.mention.value in undone_on:
                continue
            elif not _WRONGLY.search(left[: moved.start()]):  # what somebody objects to
                yield Move(Action(moved.lastgroup or "add"), found, start, stop, start)
        elif (named_on := _RECOGNISED_ON.search(left)) and re.match(
            r"[”’]?(?:主体|单位|企业|商户|对象)", right
        ):
            start, stop = (clause.start + at for at in named_on.span("verb"))
            low, high = (clause.start + at for at in named_on.span("who"))
            yield Move(Action.ADD, found, start, stop, start, (low, high))
        elif lengthened := _LENGTHENED.search(left):
            start, stop = (clause.start + at for at in lengthened.span("verb"))
            yield Move(Action.EXTEND, found, start, stop, start, _owner(clause.start, lengthened))


def _is_card(found: Found) -> bool:
    return found.mention.value in ("黄牌", "红牌")


def _since_listed(sentence: Sentence, found: Found, left: str, offset: int) -> Move | None:
    """The move that a listing of some earlier day leads to: 甲公司于去年9月被列入…，期满，现移出."""
    added = re.search(rf"{ADD}[^，。；]{{0,6}}$", left)
    once = _ONCE_LISTED.search(left[: added.start()]) if added else None
    if once is None:
        return None
    for form, action in ((_NOW_OFF, Action.REMOVE), (_NOW_LONGER, Action.EXTEND)):
        if now := form.match(sentence.shape, found.end):
            who = (offset, offset + once.start())
            if not left[: once.start()].strip() and (those := _THOSE_LISTED.match(sentence.bare, found.end)):
                who = those.span("who")  # 原列入黑名单的甲公司因…，期限延长1年
            return Move(action, found, *now.span("verb"), now.start("verb"), who)
    return None


def _undone(sentence: Sentence, verb: int, end: int) -> tuple[int, int] | None:
    """Where it says that a listing is undone: 撤销将甲公司列入…的决定, 对误列入…的甲公司…予以更正."""
    part = sentence.part(verb)
    revoked = _REVOKED.search(sentence.bare, part.start, verb)
    if revoked and _DECISION.match(sentence.bare, end):
        return revoked.span("verb")
    wrongly = _WRONGLY.search(sentence.bare[part.start : verb])
    mended = _MENDED.search(sentence.bare, end, part.end) if wrongly else None
    return mended.span() if mended else None


def _taken_back(sentence: Sentence, verb: int, end: int) -> bool:
    """Whether the listing of one firm is told to be revoked, behind it or in the paragraph's rest."""
    clause = sentence.clause(verb)
    firms = sentence.of(*SUBJECT_KINDS, start=clause.start, end=verb)
    if len(firms) > 1:
        return False
    return bool(_TAKEN_BACK.search(sentence.shape, end) or _TAKEN_BACK.search(_rest(sentence)))


def _rest(sentence: Sentence) -> str:
    """What the paragraph says behind a sentence."""
    return sentence.source.text[sentence.span.end : sentence.passage.block.span.end]


def _whose(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """Where the one stands whom an earlier clause listed, for 撤销将其列入…的决定."""
    clause = sentence.clause(verb)
    if not re.search(r"[将把对](?:其|该[^，。；]{1,6})", sentence.shape[clause.start : verb]):
        return None
    added = re.search(rf"[将把](?P<who>[^，。；]{{4,80}}?){ADD}", sentence.bare[: clause.start])
    firms = sentence.of(*SUBJECT_KINDS, start=added.start("who"), end=added.end("who")) if added else []
    return (firms[0].start, firms[-1].end) if firms else None


def _owner(offset: int, lengthened: re.Match[str]) -> tuple[int, int] | None:
    """Where they stand whose listing is prolonged: 延长甲公司失信被执行人名单期限."""
    low, high = lengthened.span("who")
    return (offset + low, offset + high) if lengthened["who"].strip() not in ("", "其") else None


def recognised(sentence: Sentence) -> Iterator[Move]:
    """Yield the moves that name no list but its members: 认定甲公司为重大税收违法失信主体, 将其期满移出."""
    forms = (_RECOGNISED, _RECOGNISED_AS_ACT, _RECOGNISED_AS, _MEMBERS)
    taken: set[int] = set()
    for found in (found for form in forms for found in form.finditer(sentence.bare)):
        if found.start("list") in taken or any(
            f.start < found.end("list") and found.start("list") < f.end for f in sentence.of(MentionKind.LIST)
        ):
            continue
        low, high = found.span("list")
        if CUSTOMS_LOWEST.fullmatch(found["list"]) and of_customs(sentence):
            continue
        taken.add(low)
        value = _YEAR.sub("", without_quotes(sentence.text[low:high]))
        mention = Mention(
            kind=MentionKind.LIST,
            span=sentence.at(low, high),
            text=sentence.text[low:high],
            value=value,
            found_by="listing",
        )
        start, end = found.span("verb")
        who = found.span("who")
        if _BELOW.search(found["who"]) and (rest := re.match(r"[^，。：]{0,4}[：:]", sentence.text[high:])):
            who = (high + rest.end(), len(sentence.text))
        yield Move(Action.ADD, Found(mention, low, high), start, end, start, who if found["who"] else None)
    for found in _NO_LONGER.finditer(sentence.bare):
        low, high = found.span("list")
        mention = Mention(
            kind=MentionKind.LIST,
            span=sentence.at(low, high),
            text=sentence.text[low:high],
            value=without_quotes(sentence.text[low:high]),
            found_by="listing",
        )
        start, end = found.span("verb")
        yield Move(Action.REMOVE, Found(mention, low, high), start, end, start, found.span("who"))
    if _PUT_ON.search(sentence.shape) and _list_of_heading(sentence) is not None:
        yield from _of_the_list_before(sentence, _PUT_ON, Action.ADD)
    for found in _AMONG_THEM.finditer(sentence.bare):
        low, high = found.span("list")
        value = _YEAR.sub("", without_quotes(sentence.text[low:high]))
        mention = Mention(
            kind=MentionKind.LIST,
            span=sentence.at(low, high),
            text=sentence.text[low:high],
            value=value,
            found_by="listing",
        )
        start, end = found.span("verb")
        yield Move(Action.ADD, Found(mention, low, high), start, end, start, found.span("who"))
    yield from _of_the_list_before(sentence, _TAKEN_OFF, Action.REMOVE)
    yield from _of_the_list_before(sentence, _COUNTED_OFF, Action.REMOVE)
    yield from _of_the_list_before(sentence, _AGREED_OFF, Action.REMOVE)
    yield from _of_the_list_before(sentence, _OFF_THE_LIST, Action.REMOVE)
    yield from _of_the_list_before(sentence, _KEPT_LONGER, Action.EXTEND)
    if not sentence.of(MentionKind.LIST):
        yield from _of_the_list_before(sentence, _TOLD_OFF, Action.REMOVE)
    if not _ITS_TERM_LENGTHENED.search(sentence.shape):
        for move in _of_the_list_before(sentence, _TERM_LENGTHENED, Action.EXTEND):
            low, high = move.who or (move.verb_start, move.verb_start)
            if not sentence.of(MentionKind.LIST, start=low, end=move.verb_start):
                yield move
    yield from _of_the_list_before(sentence, _ITS_TERM_LENGTHENED, Action.EXTEND)


def _of_the_list_before(sentence: Sentence, form: re.Pattern[str], action: Action) -> Iterator[Move]:
    """Yield what happens on the list that was named before: 将其期满移出, 将其惩戒期限延长一年."""
    for found in form.finditer(sentence.shape):
        known = _list_before(sentence, found.start("verb"))
        if known is not None:
            start, end = found.span("verb")
            nobody = _WHEN_ONLY.fullmatch(found["who"].strip())  # 2024年4月|已全部支付，现予移出
            who = (start, start) if nobody else found.span("who")
            yield Move(action, Found(known, end, end), start, end, start, who)


def _list_of_heading(sentence: Sentence) -> Mention | None:
    """The one list that the heading above a paragraph names: 三、重点关注名单."""
    source, start = sentence.source, sentence.passage.block.span.start
    blocks = source.document.blocks
    heads = (BlockKind.HEADING, BlockKind.SECTION)
    at = bisect_left(blocks, start, key=lambda block: block.span.start)
    above = next((blocks[n] for n in range(at - 1, -1, -1) if blocks[n].kind in heads), None)
    found = [m for m in source.within(above.span) if m.kind is MentionKind.LIST] if above else []
    return found[0] if len(found) == 1 else None


def _debtors_of_title(source: Source) -> Mention | None:
    """The courts' list, where the title only names those on it: 某法院失信被执行人公告."""
    for block in source.document.blocks:
        at = block.text.find(_DEBTORS) if block.kind is BlockKind.TITLE else -1
        if at >= 0:
            span = Span(block.span.start + at, block.span.start + at + len(_DEBTORS))
            return Mention(
                kind=MentionKind.LIST, span=span, text=_DEBTORS, value=f"{_DEBTORS}名单", found_by="listing"
            )
    return None


def _list_before(sentence: Sentence, before: int) -> Mention | None:
    """Return the list that was named last, in this sentence, its passage or the title."""
    for each, end in ((sentence, before), *((s, None) for s in sentence.earlier)):
        found = each.of(MentionKind.LIST, end=end)
        if found:
            return found[-1].mention
    source = sentence.source
    if (headed := _list_of_heading(sentence)) is not None:
        return headed
    titled = [
        m
        for block in source.document.blocks
        if block.kind is BlockKind.TITLE
        for m in source.within(block.span)
        if m.kind is MentionKind.LIST
    ]
    if titled or source.is_bulletin:
        return titled[-1] if titled else None
    if (debtors := _debtors_of_title(source)) is not None:
        return debtors
    told = [m for m in source.within(Span(0, sentence.span.start)) if m.kind is MentionKind.LIST]
    return told[-1] if told else None
