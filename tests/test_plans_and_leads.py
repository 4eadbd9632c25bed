"""What is only planned, whom 你公司 means, and what else a lead, a heading or a note decides for the words below it."""

from __future__ import annotations

from typing import Any

from notice_parser import parse_text


def told(text: str, *fields: str, sign: str = "临泽县水务局\n2024年6月13日") -> list[tuple[Any, ...]]:
    records = parse_text(f"{text}\n{sign}").records()
    return [(*(r[f] for f in fields), [s["name"] for s in r["subjects"]]) for r in records]


def test_a_plan_that_counts_off_is_a_plan_in_each_item() -> None:
    text = (
        "行政处罚听证告知书\n临泽青禾种禽有限公司：\n"
        "经查，你单位未取得许可销售鸡苗。2024年5月20日，本局对你单位库存种蛋予以查封（临水扣〔2024〕7号）。"
        "本局拟对你单位作出如下行政处罚：\n1.没收违法所得3.8万元；\n2.并处罚款11.4万元。\n"
        "在此之前，本局已以临水罚〔2024〕11号行政处罚决定，对临泽恒岳禽业有限公司处以罚款5万元。"
    )
    own, other = ["临泽青禾种禽有限公司"], ["临泽恒岳禽业有限公司"]
    assert told(text, "event_type", "certainty", "event_date", "fine_yuan") == [
        ("admin.coercion", "asserted", "2024-05-20", None, own),
        ("admin.penalty", "proposed", None, "114000", own),
        ("admin.penalty", "asserted", None, "50000", other),
    ]


def test_your_company_is_the_firm_among_those_addressed() -> None:
    text = (
        "安全生产严重失信主体名单列入决定书\n临泽鑫源石料有限公司、韩某某、郝某某：\n"
        "2024年4月15日，我局对你公司作出罚款68万元的行政处罚（临应急罚〔2024〕6号）。我局决定：\n"
        "（一）将临泽鑫源石料有限公司列入安全生产严重失信主体名单，管理期限3年；\n"
        "（二）将韩某某、郝某某列入安全生产严重失信主体名单，管理期限为2年。\n"
        "管理期限自本决定作出之日起计算。"
    )
    sign = "临泽县应急管理局\n2024年7月2日"
    assert told(text, "event_type", "duration", "start", sign=sign) == [
        ("admin.penalty", None, None, ["临泽鑫源石料有限公司"]),
        ("list.serious", "P3Y", "2024-07-02", ["临泽鑫源石料有限公司"]),
        ("list.serious", "P2Y", "2024-07-02", ["韩某某", "郝某某"]),
    ]


def test_a_fine_of_an_earlier_day_has_no_number_of_the_circular() -> None:
    text = "关于查处情况的通报\n临文旅通〔2024〕17号\n4月10日，我局对田某某给予警告，罚款500元。"
    sign = "临泽县文化和旅游局\n2024年5月10日"
    assert told(text, "event_date", "document_number", sign=sign) == [("2024-04-10", None, ["田某某"])]


def test_a_heading_names_the_list_that_the_words_below_it_leave_out() -> None:
    text = (
        "临泽县2024年一季度名单情况\n一、失信黑名单\n（略）\n三、重点关注名单\n"
        "县应急局1月10日将临泽花桥金矿、临泽绕二石灰厂列入，县交通局3月2日将临泽长运有限公司移出。"
    )
    assert told(text, "event_type", "action", "list_name", "event_date", sign="2024年4月8日") == [
        ("list.warning", "add", "重点关注名单", "2024-01-10", ["临泽花桥金矿", "临泽绕二石灰厂"]),
        ("list.warning", "remove", "重点关注名单", "2024-03-02", ["临泽长运有限公司"]),
    ]


def test_numbered_clauses_have_their_own_topic() -> None:
    text = (
        "关于自律惩戒的决定\n"
        "第一，临泽阿姨帮家政服务有限公司伪造健康证明，社会影响恶劣，予以除名。\n"
        "第二，临泽乐家保洁服务部多次收取公约以外费用，给予公开谴责。\n"
        "第三，吸收临泽鉴湖家政有限公司、临泽天姥家政有限公司为诚信家政联盟成员。"
    )
    sign = "临泽县家政服务行业协会\n2024年9月29日"
    assert told(text, "event_type", sign=sign) == [
        ("membership.alliance", ["临泽阿姨帮家政服务有限公司"]),
        ("measure.punish", ["临泽乐家保洁服务部"]),
        ("membership.alliance", ["临泽鉴湖家政有限公司", "临泽天姥家政有限公司"]),
    ]


def test_examinees_whose_results_are_void() -> None:
    text = (
        "关于考试违纪人员处理的公告\n"
        "一、应试人员李某携带手机进入考场，给予其当次该科目考试成绩无效的处理。\n"
        "二、应试人员郭某某让他人替考，给予当次全部科目考试成绩无效的处理，并记入专业技术人员资格考试诚信档案库，记录期限为五年。"
    )
    sign = "临泽县人力资源和社会保障局\n2023年12月5日"
    assert told(text, "event_type", "duration", sign=sign) == [
        ("measure.punish", None, ["李某"]),
        ("measure.punish", "P5Y", ["郭某某"]),
    ]


def test_grades_taken_away_and_given_back() -> None:
    text = (
        "关于A级旅游景区复核结果的通报\n"
        "取消临泽白音度假区、临泽金帐草原营地2家景区国家3A级旅游景区质量等级。\n"
        "元上都驿站景区经整改验收合格，恢复国家2A级旅游景区质量等级。\n"
        "责令临泽沙漠乐园、临泽岩画景区限期1个月整改。"
    )
    sign = "临泽县文化和旅游局\n2024年8月30日"
    assert told(text, "event_type", "stated_count", "list_level", sign=sign) == [
        ("rating.assigned", 2, None, ["临泽白音度假区", "临泽金帐草原营地"]),
        ("rating.assigned", None, "2A级", ["元上都驿站景区"]),
        ("admin.penalty", None, None, ["临泽沙漠乐园", "临泽岩画景区"]),
    ]


def test_local_arms_of_national_bodies_act_themselves() -> None:
    text = "2024年9月6日，国家矿山安全监察局山西局对临泽恒岳煤业有限公司罚款2万元。"
    (event,) = parse_text(text).events
    assert event.authority is not None
    assert event.authority.written == "国家矿山安全监察局山西局"


def test_licences_that_lapse_are_cancelled_and_those_got_by_fraud_revoked() -> None:
    text = (
        "许可办理结果公告\n临泽同力电气安装有限公司许可证有效期届满未延续，予以注销。"
        "临泽赛湖电力安装有限公司以欺骗手段取得许可，撤销其承装电力设施许可证，"
        "并列入电力行业严重失信主体名单，期限三年；技术负责人聂某某一并列入。"
    )
    assert told(text, "event_type", "duration") == [
        ("admin.licence", None, ["临泽同力电气安装有限公司"]),
        ("decision.revoked", None, ["临泽赛湖电力安装有限公司"]),
        ("list.serious", "P3Y", ["临泽赛湖电力安装有限公司", "聂某某"]),
    ]


def test_captions_with_commas_count_off_their_parties() -> None:
    text = (
        "关于社会组织2023年度检查结果的公告\n临民发〔2024〕40号\n"
        "二、未参加年检，列入活动异常名录（2家）：临泽县象棋协会、临泽县星火助学中心。\n"
        "三、连续两年未参加年检，给予撤销登记行政处罚（2家）："
        "临泽县汽车运动协会（临民罚字〔2024〕1号）、临泽县渔业协会（临民罚字〔2024〕2号）。"
    )
    sign = "临泽县民政局\n2024年7月19日"
    assert told(text, "event_type", "document_number", "stated_count", sign=sign) == [
        ("list.abnormal", "临民发〔2024〕40号", 2, ["临泽县象棋协会", "临泽县星火助学中心"]),
        ("admin.penalty", "临民罚字〔2024〕1号", None, ["临泽县汽车运动协会"]),
        ("admin.penalty", "临民罚字〔2024〕2号", None, ["临泽县渔业协会"]),
    ]


def test_promises_made_kept_and_broken() -> None:
    text = (
        "信用承诺情况公示\n临泽鲁朗石锅鸡饭店作出食品经营许可信用承诺。\n临泽朗杰超市按期兑现承诺。\n"
        "临泽工布民宿作出消防安全承诺后未配备灭火设施。\n"
        "临泽嘎玛建材经营部未按期补交材料，暂不作违诺认定。"
    )
    assert told(text, "event_type", "measure") == [
        ("commitment.made", None, ["临泽鲁朗石锅鸡饭店"]),
        ("commitment.breached", "按期兑现承诺", ["临泽朗杰超市"]),
        ("commitment.breached", "作出消防安全承诺后未配备灭火设施", ["临泽工布民宿"]),
    ]


def test_each_party_of_one_sentence_has_its_own_fine() -> None:
    text = (
        "临泽牧丰养殖合作社未经检疫调运生猪，被县农业综合行政执法大队罚款21,660元，承运人佟某某罚款2,000元；"
        "乡村兽医冷某因未报告疫情被暂停动物诊疗活动六个月。"
    )
    found = [(e["event_type"], e["fine_yuan"], e["subjects"][0]["name"]) for e in parse_text(text).records()]
    assert sorted(found, key=str) == [
        ("admin.penalty", "2000", "佟某某"),
        ("admin.penalty", "21660", "临泽牧丰养殖合作社"),
        ("measure.punish", None, "冷某"),
    ]


def test_a_report_has_neither_the_day_nor_the_hand_of_what_it_tells() -> None:
    text = (
        "关于上半年信用体系建设情况的报告\n准予临泽哈尼文化传播有限公司等21件修复，驳回3件。\n"
        "县税务局公布第二批重大税收违法失信主体，我县沙河镇万家再生资源回收站在列。"
    )
    sign = "临泽县发展和改革局\n2024年7月9日"
    assert told(text, "event_type", "certainty", "event_date", sign=sign) == [
        ("repair.accepted", "asserted", None, ["临泽哈尼文化传播有限公司"]),
        ("list.serious", "asserted", None, ["沙河镇万家再生资源回收站"]),
    ]


def test_items_tell_which_body_listed_whom_on_which_day() -> None:
    text = (
        "临泽县重点关注名单公布\n三、重点关注名单\n1.临泽花亭石料厂，县应急局1月10日列入；\n"
        "2.临泽弋江物流有限公司，县交通局3月列入，期限6个月。"
    )
    sign = "临泽县信用办\n2024年4月3日"
    records = parse_text(f"{text}\n{sign}").records()
    assert [(r["authority"]["written"], r["event_date"], r["duration"]) for r in records] == [
        ("县应急局", "2024-01-10", None),
        ("县交通局", "2024-03", "P6M"),
    ]
