"""What a count, a bracket, the next sentence or a cell tells of the parties and acts beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from notice_parser import parse
from test_corpus import renderer
from test_plans_and_leads import told
from test_rows_and_what_is_said_of_them import records_of
from test_verdicts_in_tables import told as told_of


def test_names_stand_in_brackets_behind_their_count() -> None:
    text = "信用临泽简报\n第8期\n市税务局推送的2户走逃失联企业（临泽星子商贸部、临泽瑶安矿产品公司）被公布为重大税收违法失信主体。"
    assert told(text, "event_type", "stated_count", sign="") == [
        ("list.serious", 2, ["临泽星子商贸部", "临泽瑶安矿产品公司"])
    ]


def test_one_whom_another_body_takes_off_is_who_was_on() -> None:
    text = "关于黑白名单的通告\n西畴县上果文化补习班已整改到位，由西畴县教育体育局移出“黑名单”。"
    assert told(text, "action") == [("remove", ["西畴县上果文化补习班"])]


def test_a_measure_follows_the_part_it_stands_in() -> None:
    text = "简报\n县局对临泽雪域藏餐吧罚款5000元；吊销临泽便民诊所许可证，并列入严重违法失信名单，期限三年。"
    assert told(text, "event_type")[-1] == ("list.serious", ["临泽便民诊所"])


def test_winners_are_spelt_out_in_the_next_sentence() -> None:
    text = (
        "关于表彰的决定\n授予临泽县沙河镇人民政府、临泽县税务局等3个集体“诚信模范集体”称号。具体为：临泽县沙河镇人民政府、"
        "临泽县税务局、临泽县农牧服务中心。\n给平措旺堆（临泽县水务局副局长）、洛桑曲珍（女，临泽县医院医生）2人记功，授予“诚信先进个人”称号。"
    )
    assert told(text, "list_name", "stated_count") == [
        ("诚信模范集体", 3, ["临泽县沙河镇人民政府", "临泽县税务局", "临泽县农牧服务中心"]),
        ("诚信先进个人", 2, ["平措旺堆", "洛桑曲珍"]),
    ]


def test_towns_and_villages_are_given_titles() -> None:
    text = "简报\n【信用评定】6月20日，临泽县评定厦坪镇、茅坪镇为“信用镇”，拿山镇江边村等18个村为“信用村”。"
    assert told(text, "list_name", "stated_count", sign="临泽县信用办\n2024年6月30日") == [
        ("信用镇", None, ["厦坪镇", "茅坪镇"]),
        ("信用村", 18, ["拿山镇江边村"]),
    ]


def test_a_further_sentence_tells_the_day_of_the_decision() -> None:
    text = (
        "行政处罚公告\n一、临泽曹魏旅行社未经许可经营案。临文旅罚字〔2024〕第5号，罚款10万元；对主管人员秦某罚款2万元。"
        "决定日期：2024年5月11日。"
    )
    assert told(text, "document_number", "event_date") == [
        ("临文旅罚字〔2024〕第5号", "2024-05-11", ["临泽曹魏旅行社"]),
        ("临文旅罚字〔2024〕第5号", "2024-05-11", ["秦某"]),
    ]


def test_a_listing_behind_a_penalty_is_of_the_notice() -> None:
    text = (
        "处罚及惩戒公告\n导游任某娟强迫购物，2024年5月6日临文旅罚决字〔2024〕12号决定：罚款1万元；"
        "列入文化和旅游市场失信主体名单，期限三年。"
    )
    assert told(text, "event_type", "document_number", "event_date") == [
        ("admin.penalty", "临文旅罚决字〔2024〕12号", "2024-05-06", ["任某娟"]),
        ("list.serious", None, "2024-06-13", ["任某娟"]),
    ]


def test_measures_fall_on_several_in_one_sentence() -> None:
    text = "处理决定\n临泽竹海材料有限公司编造资料，三年内不得申报市级项目，项目负责人邹某林五年内不得申报。"
    assert told(text, "duration") == [("P3Y", ["临泽竹海材料有限公司"]), ("P5Y", ["邹某林"])]


def test_orders_given_in_vain_are_no_penalties_of_the_notice() -> None:
    text = "黑名单公告\n3.临泽金垦农资有限公司，台账缺失，经两次责令改正拒不改正；"
    assert not [r for r in told(text, "event_type") if r[0] == "admin.penalty"]


def test_a_grade_taken_back_below_its_table_is_not_given(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "关于道路客运企业质量信誉考核结果的通报",
        [
            "类别|AAA级|AA级",
            "班线客运|临泽边海运输有限公司、临泽界河客运有限公司|临泽金花旅运有限公司",
        ],
        "临泽界河客运有限公司2023年11月发生一起死亡3人事故，经复核，由AAA级降为A级。",
    )
    assert sorted((r["list_level"], s["name"]) for r in records for s in r["subjects"]) == [
        ("AAA级", "临泽边海运输有限公司"),
        ("AA级", "临泽金花旅运有限公司"),
        ("A级", "临泽界河客运有限公司"),
    ]


def test_a_column_of_lists_beside_the_names(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "信用信息汇总发布",
        [
            "序号|名称|名单|认定部门及日期|说明",
            "1|临泽矿山机械有限公司|环境信用“黄名单”|临泽县生态环境局 2024年4月11日|",
            "2|沙河镇王某强|失信被执行人名单|临泽县人民法院 2024年5月15日|已履行，现已屏蔽",
        ],
    )
    assert told_of(records, "event_type", "action", "event_date") == [
        ("list.warning", "add", "2024-04-11", ["临泽矿山机械有限公司"]),
        ("list.judgment_defaulter", "add", "2024-05-15", ["沙河镇王某强"]),
        ("list.judgment_defaulter", "remove", None, ["沙河镇王某强"]),
    ]


def test_cells_lengthen_terms_and_raise_cards(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "关于安全生产红黄牌警示情况的通报",
        "决定对下列企业实施红黄牌警示：",
        [
            "序号|企业名称|主要问题|警示类别|警示期",
            "1|临泽花果山化工有限公司|隐患未整改|红牌|6个月",
            "2|临泽水晶城建材市场|通道占用|黄牌升红牌|6个月",
            "3|临泽石桥粮油加工厂|期满未整改|黄牌|延长至2024年11月14日",
        ],
    )
    assert told_of(records, "action", "list_level", "duration", "end") == [
        ("add", "红牌", "P6M", None, ["临泽花果山化工有限公司"]),
        ("add", "红牌", "P6M", None, ["临泽水晶城建材市场"]),
        ("extend", "黄牌", None, "2024-11-14", ["临泽石桥粮油加工厂"]),
    ]


@pytest.mark.parametrize("gap", ["", " 欠款"])
def test_entries_that_count_themselves_stand_close(tmp_path: Path, gap: str) -> None:
    names = ["娄某江", "单某芝", "临泽县迎春镇宏图木制品厂", "仲某", "褚某东", "临泽虎头旅游船务有限公司"]
    lines = [
        f"{n}.{name}{gap or '（2024）甘0723执'}{n * 111}{'万元 （2024）甘0723执' + str(n) + '号' if gap else '号 欠款12.6万元'}"
        for n, name in enumerate(names, 1)
    ]
    source = "\n".join(
        [
            "layout: plain",
            "",
            "# 临泽县人民法院失信被执行人公告",
            "现将以下失信被执行人予以公布：",
            "@columns 2",
            *lines,
            "@end",
        ]
    )
    end = "临泽县杨某、临泽县绿野合作社因履行完毕，现予撤下。\n@sign 临泽县人民法院\n@sign 2024年7月4日\n"
    (tmp_path / "notice.txt").write_text(f"{source}\n{end}", "utf-8")
    (tmp_path / "notice.pdf").write_bytes(renderer().render(tmp_path))
    records = [r for r in parse(tmp_path / "notice.pdf").records() if r["action"] == "add"]
    assert sorted(s["name"] for r in records for s in r["subjects"]) == sorted(names)
    assert all(r["document_number"] for r in records)


def test_items_name_the_party_before_a_colon() -> None:
    text = (
        "关于旅游景区复核结果的通报\n1.临泽县金莲川湿地景区（3A）：取消等级。\n2.临泽县恐龙地质公园（3A）：严重警告，限期六个月整改。\n"
        "3.临泽县御马苑景区（2A）：责令整改。"
    )
    assert told(text, "event_type", "list_level", sign="临泽县文化和旅游局\n2024年6月13日") == [
        ("rating.assigned", None, ["临泽县金莲川湿地景区"]),
        ("admin.penalty", None, ["临泽县恐龙地质公园"]),
        ("admin.penalty", None, ["临泽县御马苑景区"]),
    ]


def test_those_who_met_decided_on_the_rows(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "关于违规提取住房公积金案件的曝光",
        "经2024年5月8日中心主任办公会研究，对以下人员作出处理：",
        [
            "序号|当事人|违规事实|处理决定",
            "1|蓝某生|提供虚假证明|责令退回，取消5年内提取资格",
            "2|康某婷|伪造发票|责令退回，取消5年内提取资格",
        ],
    )
    assert {(r["event_type"], r["event_date"], r["duration"]) for r in records} == {
        ("measure.punish", "2024-05-08", "P5Y")
    }


def test_persons_and_firm_are_treated_in_one_sentence() -> None:
    text = (
        "监管措施决定\n临泽河桥科技股份有限公司：\n我局决定对你公司采取出具警示函的监管措施，对董某、邵某采取监管谈话的监管措施，"
        "并将相关情况记入诚信档案。"
    )
    assert told(text, "event_type") == [
        ("measure.punish", ["临泽河桥科技股份有限公司"]),
        ("measure.punish", ["董某", "邵某"]),
    ]


def test_a_criminal_fine_is_the_judgment_itself() -> None:
    text = "判决公开\n被告单位临泽青云山建筑有限公司犯拒不支付劳动报酬罪，判处罚金十万元。"
    assert told(text, "event_type", sign="临泽县人民法院\n2024年6月13日") == [
        ("judicial.judgment", ["临泽青云山建筑有限公司"])
    ]


def test_orders_on_those_they_name() -> None:
    text = "简报\n同日，县城管局责令临泽真武山物业公司限期拆除违建，逾期将强制拆除。"
    asserted = [r for r in told(text, "event_type", "certainty", "penalty_kinds") if r[1] == "asserted"]
    assert asserted == [("admin.penalty", "asserted", ["责令改正"], ["临泽真武山物业公司"])]
