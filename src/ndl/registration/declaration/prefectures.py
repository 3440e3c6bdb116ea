"""The prefectures of Japan, stored by their Japanese names."""

from ndl.registration import _
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


_NAMES = {
    "北海道": _("Hokkaido"),
    "青森県": _("Aomori"),
    "岩手県": _("Iwate"),
    "宮城県": _("Miyagi"),
    "秋田県": _("Akita"),
    "山形県": _("Yamagata"),
    "福島県": _("Fukushima"),
    "茨城県": _("Ibaraki"),
    "栃木県": _("Tochigi"),
    "群馬県": _("Gunma"),
    "埼玉県": _("Saitama"),
    "千葉県": _("Chiba"),
    "東京都": _("Tokyo"),
    "神奈川県": _("Kanagawa"),
    "新潟県": _("Niigata"),
    "富山県": _("Toyama"),
    "石川県": _("Ishikawa"),
    "福井県": _("Fukui"),
    "山梨県": _("Yamanashi"),
    "長野県": _("Nagano"),
    "岐阜県": _("Gifu"),
    "静岡県": _("Shizuoka"),
    "愛知県": _("Aichi"),
    "三重県": _("Mie"),
    "滋賀県": _("Shiga"),
    "京都府": _("Kyoto"),
    "大阪府": _("Osaka"),
    "兵庫県": _("Hyogo"),
    "奈良県": _("Nara"),
    "和歌山県": _("Wakayama"),
    "鳥取県": _("Tottori"),
    "島根県": _("Shimane"),
    "岡山県": _("Okayama"),
    "広島県": _("Hiroshima"),
    "山口県": _("Yamaguchi"),
    "徳島県": _("Tokushima"),
    "香川県": _("Kagawa"),
    "愛媛県": _("Ehime"),
    "高知県": _("Kochi"),
    "福岡県": _("Fukuoka"),
    "佐賀県": _("Saga"),
    "長崎県": _("Nagasaki"),
    "熊本県": _("Kumamoto"),
    "大分県": _("Oita"),
    "宮崎県": _("Miyazaki"),
    "鹿児島県": _("Kagoshima"),
    "沖縄県": _("Okinawa"),
}

PREFECTURES = SimpleVocabulary(
    [
        SimpleTerm(name, token=f"JP-{number:02d}", title=title)
        for number, (name, title) in enumerate(_NAMES.items(), start=1)
    ]
)
