"""A clause of a document on credit: what it demands, allows or sets up; never an event that happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Certainty, Event
from .act import act
from .certainty import certainty_of, relates_rules
from .passage import Sentence
from .registry import reads

_CREDIT = r"(?:信用|失信|守信|诚信|征信|承诺|双公示|红黑名单|修复|公示|惩戒|处罚信息)"
_CLAUSE = re.compile(
    r"(?P<verb>应当|应于|应(?=[^急用对届])|必须|要求|不得|可凭|可以?向|请于|须|要(?=做好|加强|完善|建立|落实|及时)|建立|健全|完善|推进|推动|全面落实|开辟|规范|优化|做好|归集|报送|强化|推广|持续)"
)
_DEADLINE = re.compile(
    r"(?:应于|请于|须于|应当于|于收到|自收到)[^。；]*(?:底前|日内|前|之前)[^。；]*(?:报送|缴纳|提交|反馈|完成|报告|整改|申请)"
)


@reads("policy.provision", "制度条款", cues="信用 失信 守信 诚信 征信 承诺 公示 修复 惩戒 应于 请于 日内")
def policy_provision(sentence: Sentence) -> Iterator[Event]:
    """Read what a document demands of others: 《办法》要求…应当…, 可凭…申请修复, 请于…前报送.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("请于6月底前报送信用信息归集情况。", published="2021-05-31").events
    >>> event.event_type, event.certainty.value
    ('policy.provision', 'prescriptive')
    """
    deadline = _DEADLINE.search(sentence.bare)
    for clause in sentence.clauses:
        words = sentence.shape[clause.start : clause.end]
        found = _CLAUSE.search(words)
        if not found or not (deadline or re.search(_CREDIT, words)):
            continue
        start = clause.start + found.start("verb")
        if not deadline and not relates_rules(sentence, start):
            continue
        certainty = certainty_of(sentence, start, clause.start + found.end("verb"))
        if certainty is Certainty.ASSERTED:
            certainty = Certainty.PRESCRIPTIVE
        yield act(
            sentence,
            "policy.provision",
            (start, clause.start + found.end("verb")),
            quote=(0, len(sentence.text)) if deadline else (clause.start, clause.end),
            certainty=certainty,
        )
        if deadline:
            return
