"""Acts outside lists and penalties, as officials of many places word them, and what only sounds like them."""

from __future__ import annotations

import pytest

from notice_parser import parse_text
from notice_parser.model import Event

# sentence → (event type, certainty, subjects); None: whoever it is does not matter here
ACTS = [
    ("经复查，原处罚决定认定事实不清，现予撤销。", "decision.revoked", "asserted", ""),
    (
        "本局于2021年9月2日对庆云县丰禾粮油店作出的行政处罚决定，自始无效。",
        "decision.revoked",
        "asserted",
        "庆云县丰禾粮油店",
    ),
    (
        "县政府复议后决定撤销县水利局对庆云县丰禾粮油店作出的罚款决定。",
        "decision.revoked",
        "asserted",
        "庆云县丰禾粮油店",
    ),
    (
        "法院判决确认县城管局对庆云县丰禾粮油店作出的强制拆除决定违法。",
        "decision.revoked",
        "asserted",
        "庆云县丰禾粮油店",
    ),
    ("经复议，将原处罚决定中的罚款5万元变更为罚款2万元。", "decision.revoked", "asserted", ""),
    (
        "《关于对庆云县丰禾粮油店的行政处罚决定书》（庆水罚〔2021〕6号）予以撤销。",
        "decision.revoked",
        "asserted",
        "庆云县丰禾粮油店",
    ),
    ("撤销庆云县丰禾粮油店“放心粮油店”称号。", "decision.revoked", "asserted", "庆云县丰禾粮油店"),
    (
        "2022年5月9日，市信用办收回对庆云县丰禾粮油店的通报批评决定。",
        "decision.revoked",
        "asserted",
        "庆云县丰禾粮油店",
    ),
    ("经核实，庆云县丰禾粮油店提出的异议成立。", "objection.resolved", "asserted", "庆云县丰禾粮油店"),
    (
        "现将系统误录的庆云县丰禾粮油店失信记录予以删除。",
        "objection.resolved",
        "asserted",
        "庆云县丰禾粮油店",
    ),
    ("经调查，异议理由不成立，维持原公示信息。", "objection.resolved", "asserted", ""),
    (
        "因数据报送有误，庆云县丰禾粮油店的公示信息已更正。",
        "objection.resolved",
        "asserted",
        "庆云县丰禾粮油店",
    ),
    ("原公告中“庆云县丰和粮油店”更正为“庆云县丰禾粮油店”。", "objection.resolved", "asserted", None),
    ("县信用中心驳回庆云县丰禾粮油店的异议申请。", "objection.resolved", "asserted", "庆云县丰禾粮油店"),
    ("准予庆云县丰禾粮油店注销登记。", "registration.change", "asserted", "庆云县丰禾粮油店"),
    ("庆云县丰禾粮油店名称变更为庆云县丰禾商贸有限公司。", "registration.change", "asserted", None),
    (
        "6月2日，庆云县丰禾商贸有限公司法定代表人由张三立变更为李四平。",
        "registration.change",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "县行政审批局核准庆云县丰禾商贸有限公司设立登记。",
        "registration.change",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    ("对下列12户企业依法作出强制注销登记。", "registration.change", "asserted", "企业"),
    ("撤销庆云县丰禾商贸有限公司的设立登记。", "registration.change", "asserted", "庆云县丰禾商贸有限公司"),
    (
        "截至2022年3月31日，庆云县丰禾商贸有限公司欠缴土地使用税8.6万元。",
        "admin.levy",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    ("现将欠缴税款的5户纳税人予以公告。", "admin.levy", "asserted", "纳税人"),
    (
        "县税务局责令庆云县丰禾商贸有限公司限期缴纳社会保险费3万元。",
        "admin.levy",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "县水利局向庆云县丰禾商贸有限公司征收水土保持补偿费2.4万元。",
        "admin.levy",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    ("欠缴税款余额56.2万元。", "admin.levy", "asserted", ""),
    ("执法人员依法查封庆云县丰禾粮油店的加工设备。", "admin.coercion", "asserted", "庆云县丰禾粮油店"),
    ("对庆云县丰禾粮油店涉嫌不合格的大米予以扣押。", "admin.coercion", "asserted", "庆云县丰禾粮油店"),
    ("庆云县丰禾粮油店擅自搭建的钢棚被县城管局强制拆除。", "admin.coercion", "asserted", "庆云县丰禾粮油店"),
    ("县人社局解除对庆云县丰禾粮油店银行账户的冻结。", "admin.coercion", "asserted", "庆云县丰禾粮油店"),
    ("被告人武某犯合同诈骗罪，判处有期徒刑二年。", "judicial.judgment", "asserted", "武某"),
    (
        "县人民法院判令庆云县丰禾商贸有限公司偿还货款16万元。",
        "judicial.judgment",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "市中级人民法院裁定受理庆云县丰禾商贸有限公司破产清算一案。",
        "judicial.judgment",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    ("武某因犯非法经营罪被县人民法院判处拘役五个月。", "judicial.judgment", "asserted", "武某"),
    (
        "县法院驳回庆云县丰禾商贸有限公司的诉讼请求。",
        "judicial.judgment",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "县教育局与庆云县丰禾商贸有限公司解除食材采购合同。",
        "contract.performance",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "庆云县丰禾商贸有限公司未按合同约定供货，构成违约。",
        "contract.performance",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "对庆云县丰禾商贸有限公司缴纳的履约保证金不予退还。",
        "contract.performance",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "庆云县丰禾商贸有限公司已全面履行采购合同。",
        "contract.performance",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "经核查，庆云县丰禾商贸有限公司违反信用承诺。",
        "commitment.breached",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "庆云县丰禾商贸有限公司未在承诺期限内补齐材料，未履行承诺。",
        "commitment.breached",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "庆云县丰禾商贸有限公司作出虚假承诺，现撤销其许可决定。",
        "commitment.breached",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    ("庆云县丰禾商贸有限公司已如期兑现承诺。", "commitment.breached", "asserted", "庆云县丰禾商贸有限公司"),
    (
        "认定庆云县丰禾商贸有限公司等26家企业为高新技术企业。",
        "admin.confirmation",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "庆云县丰禾商贸有限公司被省科技厅认定为科技型中小企业。",
        "admin.confirmation",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "庆云县丰禾商贸有限公司顺利通过高新技术企业认定。",
        "admin.confirmation",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "拟认定庆云县丰禾商贸有限公司为市级企业技术中心。",
        "admin.confirmation",
        "proposed",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "县人社局向庆云县丰禾商贸有限公司返还失业保险费3.2万元。",
        "admin.payment",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "为庆云县丰禾商贸有限公司等85家企业发放稳岗补贴120万元。",
        "admin.payment",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "庆云县丰禾商贸有限公司获得一次性吸纳就业补贴2万元。",
        "admin.payment",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "追回庆云县丰禾商贸有限公司骗取的职业培训补贴6万元。",
        "admin.payment",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "市知识产权局就庆云县丰禾商贸有限公司与武某专利侵权纠纷作出行政裁决。",
        "admin.adjudication",
        "asserted",
        "庆云县丰禾商贸有限公司、武某",
    ),
    (
        "县自然资源局裁决庆云县丰禾商贸有限公司停止使用争议土地。",
        "admin.adjudication",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "对庆云县丰禾商贸有限公司水事纠纷一案依法予以裁决。",
        "admin.adjudication",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "县政府对庆云县丰禾商贸有限公司作出房屋征收补偿决定。",
        "admin.compensation",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "县征收中心向庆云县丰禾商贸有限公司支付搬迁补偿款180万元。",
        "admin.compensation",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    (
        "镇政府与庆云县丰禾商贸有限公司签订土地收储补偿协议。",
        "admin.compensation",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    ("县政府给予庆云县丰禾商贸有限公司奖励资金20万元。", "admin.award", "asserted", "庆云县丰禾商贸有限公司"),
    ("奖励庆云县丰禾商贸有限公司10万元。", "admin.award", "asserted", "庆云县丰禾商贸有限公司"),
    ("给武某记二等功。", "admin.award", "asserted", "武某"),
    ("庆云县丰禾商贸有限公司获得县长质量奖奖金30万元。", "admin.award", "asserted", "庆云县丰禾商贸有限公司"),
    ("县人社局确认王磊等18人具备工程师职称。", "qualification.change", "asserted", "王磊"),
    ("县卫生健康局注销武某的医师执业证书。", "qualification.change", "asserted", "武某"),
    ("武某取得二级建造师执业资格。", "qualification.change", "asserted", "武某"),
    ("武某的导游证已被市文旅局依法撤销。", "qualification.change", "asserted", "武某"),
    (
        "庆云县丰禾商贸有限公司自主申报经营业绩信息2条。",
        "voluntary.info",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
    ("已有310家企业通过信用网站自愿公示水电气缴费信息。", "voluntary.info", "asserted", "企业"),
    (
        "应庆云县丰禾商贸有限公司要求，撤回其自愿提供的信用信息。",
        "voluntary.info",
        "asserted",
        "庆云县丰禾商贸有限公司",
    ),
]

NOT_ASSERTED = [
    ("处罚决定被撤销的，应当在三日内撤回公示信息。", "decision.revoked"),
    ("庆云县丰禾粮油店请求撤销该处罚决定。", "decision.revoked"),
    ("对庆云县丰禾粮油店的处罚决定不予撤销。", "decision.revoked"),
    ("县公安局决定撤销案件。", "decision.revoked"),
    ("给予武某撤销党内职务处分。", "decision.revoked"),
    ("庆云县丰禾粮油店变更了经营范围。", "decision.revoked"),
    ("对公示信息有异议的，可以向县信用中心申请更正。", "objection.resolved"),
    ("异议成立的，应当予以更正。", "objection.resolved"),
    ("公示期满无异议。", "objection.resolved"),
    ("庆云县丰禾粮油店已按要求更正年报。", "objection.resolved"),
    ("信息主体认为记录有误的，可以提出异议申诉。", "objection.resolved"),
    ("企业申请注销登记应当提交清算报告。", "registration.change"),
    ("对庆云县丰禾商贸有限公司不予注销登记。", "registration.change"),
    ("名称变更为须经核准。", "registration.change"),
    ("吊销庆云县丰禾商贸有限公司营业执照。", "registration.change"),
    ("优化企业变更登记流程，压缩办理时限。", "registration.change"),
    ("逾期不缴纳社会保险费的，按日加收万分之五的滞纳金。", "admin.levy"),
    ("对小微企业免征房产税。", "admin.levy"),
    ("纳税人应当在15日内缴清税款。", "admin.levy"),
    ("全市共征收社会保险费32亿元。", "admin.levy"),
    ("情节严重的，可以查封其经营场所。", "admin.coercion"),
    ("县法院冻结庆云县丰禾粮油店的银行存款。", "admin.coercion"),
    ("拟对庆云县丰禾粮油店的违法建筑强制拆除。", "admin.coercion"),
    ("规范查封、扣押等强制措施的适用。", "admin.coercion"),
    ("庆云县丰禾商贸有限公司拒不履行生效判决。", "judicial.judgment"),
    ("构成犯罪的，依法判处有期徒刑。", "judicial.judgment"),
    ("市中院发布裁定书送达公告。", "judicial.judgment"),
    ("人民法院裁定批准重整计划的，可以申请信用修复。", "judicial.judgment"),
    ("对违约失信企业加强监管。", "contract.performance"),
    ("供应商不按合同约定供货的，取消其中标资格。", "contract.performance"),
    ("公司与员工解除劳动合同应当支付经济补偿。", "contract.performance"),
    ("推动政府部门诚信履约。", "contract.performance"),
    ("庆云县丰禾商贸有限公司因违约被列入不良行为记录名单。", "contract.performance"),
    ("行业公约约定违约者三年内不得入会。", "contract.performance"),
    ("违反承诺的，撤销许可决定。", "commitment.breached"),
    ("庆云县丰禾商贸有限公司承诺如违反承诺，自愿接受惩戒。", "commitment.breached"),
    ("建立市场主体践诺跟踪机制。", "commitment.breached"),
    ("庆云县丰禾商贸有限公司因违反承诺被列入失信名单。", "commitment.breached"),
    ("对未履行承诺的企业要加大惩戒。", "commitment.breached"),
    ("认定为高新技术企业的，给予20万元奖励。", "admin.confirmation"),
    ("庆云县丰禾商贸有限公司被认定为失信企业。", "admin.confirmation"),
    ("庆云县丰禾商贸有限公司申请认定为高新技术企业。", "admin.confirmation"),
    ("全县高新技术企业认定工作有序推进。", "admin.confirmation"),
    ("对符合条件的企业给予稳岗返还补贴。", "admin.payment"),
    ("将向庆云县丰禾商贸有限公司发放稳岗补贴。", "admin.payment"),
    ("对庆云县丰禾商贸有限公司不予发放补贴。", "admin.payment"),
    ("庆云县丰禾商贸有限公司申请稳岗补贴。", "admin.payment"),
    ("当事人可以申请行政裁决。", "admin.adjudication"),
    ("县劳动人事争议仲裁委裁决庆云县丰禾商贸有限公司支付工资。", "admin.adjudication"),
    ("加强专利侵权纠纷行政裁决示范建设。", "admin.adjudication"),
    ("拆迁补偿方案公开征求意见。", "admin.compensation"),
    ("应当给予被征收人公平补偿。", "admin.compensation"),
    ("庆云县丰禾商贸有限公司向员工支付经济补偿2万元。", "admin.compensation"),
    ("对举报有功人员给予奖励。", "admin.award"),
    ("拟对庆云县丰禾商贸有限公司奖励10万元。", "admin.award"),
    ("县政府出台《庆云县质量奖励办法》。", "admin.award"),
    ("启动知识产权奖励项目申报。", "admin.award"),
    ("取得医师资格的，可以申请执业注册。", "qualification.change"),
    ("庆云县丰禾商贸有限公司取得施工总承包资质。", "qualification.change"),
    ("从业人员应当取得相应职业资格。", "qualification.change"),
    ("取消庆云县丰禾商贸有限公司的投标资格。", "qualification.change"),
    ("鼓励企业自愿公示信用信息。", "voluntary.info"),
    ("市场主体可以自主申报信用信息。", "voluntary.info"),
    ("推行企业名称自主申报。", "voluntary.info"),
]


def events(text: str, event_type: str) -> list[Event]:
    found = parse_text(text, published="2022-06-30").events
    return [event for event in found if event.event_type == event_type]


@pytest.mark.parametrize(("text", "event_type", "certainty", "subjects"), ACTS)
def test_act(text: str, event_type: str, certainty: str, subjects: str | None) -> None:
    found = events(text, event_type)
    assert len(found) == 1, [e.event_type for e in parse_text(text).events]
    assert found[0].certainty == certainty
    if subjects is not None:
        assert "、".join(s.name for s in found[0].subjects) == subjects


@pytest.mark.parametrize(("text", "event_type"), NOT_ASSERTED)
def test_nothing_is_asserted(text: str, event_type: str) -> None:
    assert not [event for event in events(text, event_type) if event.certainty == "asserted"]


def test_the_day_and_number_of_the_old_decision_are_not_the_revocations() -> None:
    (event,) = events(
        "2022年5月9日，县政府作出复议决定（庆政复〔2022〕5号），"
        "撤销县水利局2021年9月2日对庆云县丰禾粮油店作出的庆水罚〔2021〕6号处罚决定。",
        "decision.revoked",
    )
    assert (event.event_date, event.document_number) == ("2022-05-09", "庆政复〔2022〕5号")


def test_whom_a_revoked_decision_was_about_may_stand_with_its_number_elsewhere() -> None:
    (event,) = events(
        "2021年9月2日，县水利局对庆云县丰禾粮油店处以罚款（庆水罚〔2021〕6号）。\n"
        "经复查，决定撤销庆水罚〔2021〕6号行政处罚决定。",
        "decision.revoked",
    )
    assert [subject.name for subject in event.subjects] == ["庆云县丰禾粮油店"]


def test_a_corrected_name_is_the_subject_and_the_misprint_is_not() -> None:
    (event,) = events("附件第8行“庆云县丰和粮油店”应为“庆云县丰禾粮油店”。", "objection.resolved")
    assert [subject.name for subject in event.subjects] == ["庆云县丰禾粮油店"]


def test_a_seal_has_its_term() -> None:
    (event,) = events("县市场监管局将庆云县丰禾粮油店临时查封，期限15日。", "admin.coercion")
    assert event.duration == "P15D"
