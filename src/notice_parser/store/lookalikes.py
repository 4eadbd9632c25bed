"""Name → its skeleton: characters that a scanner takes for each other made equal."""

from __future__ import annotations

# characters that are taken for each other in print or in scans; each stands in one group only
_GROUPS = """
己已巳 未末 土士 人入八 日曰 大太犬 天夫无 干千于子 洲州 市巿 准淮 治冶 侯候
钢铜纲 网冈 戊戌戍戎 折拆析 晴睛 晖辉 密蜜 栗粟 埔浦 崇祟 籍藉 徽微徵 刁习
刀力 乌鸟岛 兔免 令今 仑仓 斤斥 午牛 王玉五 目自 田由甲申电 矢失 汁汗 讯迅汛
冰水永 竞竟 茶荼 菜莱 萍苹 裕浴 祥样详 泽译绎 清请情 沪炉 恒桓垣 宏宠 宾宴
茂荿 明朋 晶品 圆园 囚因困 臣巨 束柬 朴补 杨扬场 桥侨娇 杭抗坑 村材 枝技 核该
柏伯拍 铭铬 锋峰烽 镇填 锦绵棉 银很 锐税 达迏 远运 建健键 廷延 泰秦奏 春舂
季李委 料科 种钟 利刊 助肋 勤勒 咸威 又叉义 友发 受爱 古吉 安妄 官宫 客容
岩岸 峡狭 幸辛 康庚 志忘 思恩 悦说 斯期 旋旅族施 普晋 松枀 柯何河 海梅
棋祺琪淇 模摸 次吹 气乞 江汪 沙抄砂 洁结 消梢 溪奚 漫慢 照昭 熙煕 牧枚 狮师
玲珍 珠株 琳淋 瑞端 瑶谣 甘廿 真直 石右 福褔 竹什 糖塘 翔羽 联职 胜性 腾膝
航杭 艺芝 蓝监 虎虚 虹红 袁哀 装袋 纪记 谊宜 资咨 赛寨 起赴 超越 轮抡 逸免
邦那 邓郑 酒洒 铝铅 门们 闻间 隆降 雪霄 顺须 顾硕 凤风 骏俊 鲁鱼 鹏鹤 鸿鸣
"""


def _table() -> dict[int, str]:
    """Map each character of a group to the group's first; what stands in a group already stays there."""
    table: dict[int, str] = {}
    for group in _GROUPS.split():
        for character in group:
            table.setdefault(ord(character), group[0])
    return table


_PLAIN = _table()


def skeleton(folded: str) -> str:
    """Return a folded name with characters that look alike made equal.

    Two names of one skeleton may be one name read twice; whether they are, a person decides.

    >>> skeleton("云溪市末来茶行") == skeleton("云溪市未来茶行")
    True
    >>> skeleton("云溪市大华茶行") == skeleton("云溪市石桥茶行")
    False
    """
    return folded.translate(_PLAIN)
