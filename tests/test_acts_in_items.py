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


def test_districts_count_off_their_own_below_the_heading_of_a_list() -> None:
    text = (
        "张掖市关于公布2023年度“诚信经营示范店”的通知\n各县（区）市场监管局：\n"
        "决定授予临泽县谷语食品直营店等4家商户“诚信经营示范店”称号（名单附后），有效期三年。"
        "临泽县虹山生鲜超市因2023年6月销售变质猪肉被行政处罚，决定撤销其“诚信经营示范店”称号。\n"
        "附件：诚信经营示范店名单\n张掖市市场监督管理局\n2024年1月12日\n附件\n张掖市2023年度诚信经营示范店名单\n"
        "临泽县：临泽县谷语食品直营店、临泽县若飞书店\n高台县：高台县天龙客栈\n民乐县：民乐县夜郎湖农家乐"
    )
    records = [
        (r["event_type"], r["event_date"], [s["name"] for s in r["subjects"]])
        for r in parse_text(text).records()
    ]
    assert records == [
        ("decision.revoked", "2024-01-12", ["临泽县虹山生鲜超市"]),
        (
            "honour.award",
            "2024-01-12",
            ["临泽县谷语食品直营店", "临泽县若飞书店", "高台县天龙客栈", "民乐县夜郎湖农家乐"],
        ),
    ]


def test_sections_of_a_blacklist_each_with_what_is_told_of_its_firms() -> None:
    text = (
        "关于安全生产“黑名单”管理有关情况的通报\n各有关企业：\n现将有关情况通报如下：\n"
        "一、新纳入“黑名单”企业\n"
        "1.临泽县斗篷山采石有限公司。发生一起较大坍塌事故。管理期限1年（2024年1月20日至2025年1月19日）。\n"
        "2.临泽县影山烟花销售公司。未取得许可证。管理期限1年，自本通报印发之日起。\n"
        "二、移出“黑名单”企业\n临泽县云雾磷化工有限公司，管理期满且整改到位，自2024年1月10日起移出。\n"
        "三、延长管理期限企业\n临泽县洒金谷化工有限公司在管理期内再次受到行政处罚，管理期限延长6个月至2024年9月30日。"
    )
    fields = ("action", "list_name", "start", "end", "duration")
    assert told(text, *fields, sign="临泽县安全生产委员会办公室") == [
        ("add", "安全生产黑名单", "2024-01-20", "2025-01-19", "P1Y", ["临泽县斗篷山采石有限公司"]),
        ("add", "安全生产黑名单", "2024-04-15", None, "P1Y", ["临泽县影山烟花销售公司"]),
        ("remove", "安全生产黑名单", None, None, None, ["临泽县云雾磷化工有限公司"]),
        ("extend", "安全生产黑名单", None, "2024-09-30", "P6M", ["临泽县洒金谷化工有限公司"]),
    ]


def test_a_fine_behind_its_number_in_an_item() -> None:
    text = (
        "国家税务总局临泽县税务局关于公布重大税收违法失信主体信息的公告\n现将2户失信主体信息公布如下：\n"
        "1.临泽恒源贸易有限公司（法定代表人黄*明）：2021年对外虚开发票120份。"
        "临税稽处〔2023〕87号追缴税款20.5万元，临税稽罚〔2023〕88号罚款15万元。\n"
        "2.临泽鑫达物资有限公司（法定代表人吴*）：走逃（失联），尚未作出处理决定。"
    )
    records = told(text, "event_type", "document_number", "fine_yuan", sign="国家税务总局临泽县税务局")
    assert ("admin.penalty", "临税稽罚〔2023〕88号", "150000", ["临泽恒源贸易有限公司"]) in records
    assert sum(kind == "admin.penalty" for kind, *_ in records) == 1
