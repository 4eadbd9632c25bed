"""Acts told in items, one by one, or of persons in lines of their own; and what is no act of the notice."""

from __future__ import annotations

from typing import Any

from notice_parser import parse_text


def told(text: str, *fields: str, sign: str = "临泽县住房和城乡建设局") -> list[tuple[Any, ...]]:
    records = parse_text(f"{text}\n{sign}\n2024年4月15日").records()
    return [(*(r[f] for f in fields), [s["name"] for s in r["subjects"]]) for r in records]


def test_items_fall_on_whom_the_sentence_above_them_names() -> None:
    text = (
        "关于对临泽明山监理咨询有限公司不良行为的通报\n"
        "检查发现，临泽明山监理咨询有限公司在沙河镇第二小学扩建项目中，总监长期不在岗。经研究，对该公司作如下处理：\n"
        "一、全县通报批评；\n二、记入企业信用档案，扣信用分8分；\n"
        "三、自本通报发布之日起三个月内暂停其在我县承接新的监理业务。\n"
        "该公司须于5月10日前提交整改报告。"
    )
    firm = ["临泽明山监理咨询有限公司"]
    assert told(text, "event_type", "certainty", "duration") == [
        ("admin.penalty", "asserted", None, firm),
        ("measure.punish", "asserted", None, firm),
        ("measure.punish", "asserted", "P3M", firm),
    ]


def test_cards_are_no_warnings_of_the_penalty_law() -> None:
    text = (
        "关于一季度安全生产红黄牌情况的通报\n"
        "对临泽武陵新材料有限公司、临泽舞水包装有限公司给予黄牌警告，整改期限15日；"
        "对临泽辰州化工有限公司给予红牌警告，责令停产整顿。"
    )
    assert told(text, "event_type", "list_level", "duration", "penalty_kinds") == [
        ("list.warning", "黄牌", None, None, ["临泽武陵新材料有限公司", "临泽舞水包装有限公司"]),
        ("list.warning", "红牌", None, None, ["临泽辰州化工有限公司"]),
        ("admin.penalty", None, None, ["责令停产停业"], ["临泽辰州化工有限公司"]),
    ]


def test_one_verb_gives_several_grades() -> None:
    text = (
        "关于2023年度托育机构质量评估结果的公示\n"
        "经评估，拟评定临泽县童心托育园为“优秀”等次，临泽县贝贝托育中心、临泽县阳光托育园为“良好”等次，"
        "临泽县小精灵托育馆为“合格”等次。临泽县开心果托育点因未整改，评为“不合格”。"
    )
    assert told(text, "list_level", "certainty", sign="临泽县卫生健康局") == [
        ("优秀", "proposed", ["临泽县童心托育园"]),
        ("良好", "proposed", ["临泽县贝贝托育中心", "临泽县阳光托育园"]),
        ("合格", "proposed", ["临泽县小精灵托育馆"]),
        ("不合格", "asserted", ["临泽县开心果托育点"]),
    ]


def test_persons_in_lines_of_their_own() -> None:
    text = (
        "临泽县公安局交通警察大队关于终生禁驾人员的通告\n"
        "对造成重大事故后逃逸的下列人员，依法吊销其机动车驾驶证且终生不得重新取得机动车驾驶证：\n"
        "龙某贵，男，48岁，2023年11月3日驾驶货车肇事逃逸；\n明某，男，35岁，2024年1月17日驾驶小客车肇事逃逸。"
    )
    assert told(text, "event_type", "penalty_kinds", sign="临泽县公安局交通警察大队") == [
        ("admin.penalty", ["吊销许可证件"], ["龙某贵"]),
        ("admin.penalty", ["吊销许可证件"], ["明某"]),
    ]


def test_what_a_review_finds_is_no_listing_by_the_reviewer() -> None:
    text = (
        "关于信用审查情况的函\n县财政局：\n经对名单内126家企业进行信用审查，其中临泽县火马冲水泥有限公司、"
        "临泽沅水船舶有限公司2家企业被列入严重失信主体名单，其余未发现不良信用记录。"
    )
    kinds = [kind for kind, _ in told(text, "event_type", sign="临泽县信用中心")]
    assert kinds == ["review.batch"]


def test_a_paper_of_approval_is_revoked_and_a_county_is_no_conjunction() -> None:
    text = (
        "会同县林业局公告\n2021年5月，会同县广坪木材加工厂取得木材加工批准文件。经核实，该厂提交的合同系伪造。"
        "依据《中华人民共和国行政许可法》第六十九条的规定，我局决定撤销该批准文件。"
    )
    assert told(text, "event_type", "measure", sign="会同县林业局") == [
        ("decision.revoked", "撤销该批准文件", ["会同县广坪木材加工厂"])
    ]


def test_a_name_ends_before_a_preposition() -> None:
    text = (
        "行政处罚信息公示\n临泽农村商业银行股份有限公司因占压财政存款，被罚款46.5万元；"
        "时任合规部总经理向某对上述行为负有责任，被罚款2.1万元。处罚决定日期均为2024年3月22日。"
    )
    assert told(text, "fine_yuan", "event_date", sign="中国人民银行张掖市分行") == [
        ("465000", "2024-03-22", ["临泽农村商业银行股份有限公司"]),
        ("21000", "2024-03-22", ["向某"]),
    ]
