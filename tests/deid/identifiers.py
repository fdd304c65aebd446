"""Made-up identifiers of each class, from Faker and plain chance: not from the program's lists."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from datetime import date, timedelta

from faker import Faker

ENGLISH_PEOPLE = ("en_US", "en_GB", "en_IN", "en_NG", "es_MX", "de_DE", "fr_FR", "pl_PL", "vi_VN")
_HAN_DIGITS = "〇一二三四五六七八九"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_CODES = (
    "#######", "########", "??######", "?-#####", "##-####-##", "????####", "####-#####",
    "??##-######",
)  # fmt: skip


class Identifiers:
    """Draws identifiers; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311
        self._fakers = {name: Faker(name) for name in (*ENGLISH_PEOPLE, "zh_CN")}
        for place, faker in enumerate(self._fakers.values()):
            faker.seed_instance(seed * 100 + place)
        self._makers: dict[str, Callable[[str], str]] = {
            "date": self._date, "phone": self._phone, "fax": self._phone, "email": self._email,
            "national_id": self._national_id, "address": self._address,
            "institution": self._institution, "ward": self._ward, "age": self._age,
            "url": lambda _: self._faker("en_US").url() + self._digits(6),
            "ip": lambda _: self._faker("en_US").ipv4(),
            "vehicle": self._vehicle, "photo": self._photo, "uid": self._uid,
        }  # fmt: skip

    def make(self, class_: str, language: str) -> str:
        """Return an identifier of a class, as it is written in a language."""
        return self._makers.get(class_, self._code)(language)

    def person(self, language: str) -> tuple[str, str]:
        """Return a family name and a given name."""
        if language == "zh":
            faker = self._fakers["zh_CN"]
            return faker.last_name(), faker.first_name()
        name = self.rng.choice(ENGLISH_PEOPLE)
        faker = self._fakers[name]
        return faker.last_name(), faker.first_name()

    def _faker(self, name: str) -> Faker:
        return self._fakers[name]

    def _digits(self, count: int) -> str:
        return "".join(self.rng.choices(string.digits, k=count))

    def _code(self, _: str) -> str:
        letters = {"#": string.digits, "?": string.ascii_uppercase}
        return "".join(
            self.rng.choice(letters[each]) if each in letters else each
            for each in self.rng.choice(_CODES)
        )

    def _date(self, language: str) -> str:
        day = date(2005, 1, 1) + timedelta(self.rng.randrange(7600))
        return self.rng.choice(_chinese(day) if language == "zh" else _english(day))

    def _age(self, _: str) -> str:
        return str(self.rng.randint(90, 105))

    def _phone(self, language: str) -> str:
        if language == "zh":
            mobile = self._faker("zh_CN").phone_number()
            land = f"0{self.rng.randint(10, 29)}-{self.rng.randint(2, 8)}{self._digits(7)}"
            return self.rng.choice(
                (mobile, mobile, f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}", land, f"+86 {mobile}")
            )
        return self._faker(self.rng.choice(("en_US", "en_US", "en_GB"))).phone_number()

    def _email(self, _: str) -> str:
        return self._faker("en_US").email()

    def _national_id(self, language: str) -> str:
        return self._faker("zh_CN" if language == "zh" else "en_US").ssn()

    def _address(self, language: str) -> str:
        if language == "zh":
            return self._faker("zh_CN").address().rsplit(" ", 1)[0]
        return self._faker("en_US").address().replace("\n", ", ")

    def _institution(self, language: str) -> str:
        if language == "zh":
            city = self._faker("zh_CN").city_name()
            kind = (
                "市第一人民医院",
                "市中心医院",
                "市妇幼保健院",
                "医科大学附属第二医院",
                "县中医院",
                "区社区卫生服务中心",
            )
            return city + self.rng.choice(kind)
        name, city = self._faker("en_US").last_name(), self._faker("en_US").city()
        return self.rng.choice(
            (
                f"{name} Memorial Hospital",
                f"St. {name} Medical Center",
                f"{city} General Hospital",
                f"{city} Imaging Center",
                f"{name} Clinic",
            )
        )

    def _ward(self, language: str) -> str:
        number = self.rng.randint(1, 60)
        if language == "zh":
            return self.rng.choice((f"{number}床", f"加{number}床", f"{number}号床"))
        return self.rng.choice((f"{number}", f"{number}B", f"{number + 300}"))

    def _vehicle(self, language: str) -> str:
        if language == "zh":
            return (
                self.rng.choice("京沪粤苏浙鲁川")
                + self.rng.choice("ABCDE")
                + self.rng.choice(("", "·"))
                + "".join(self.rng.choices("ABCDEFGH0123456789", k=4))
                + self._digits(1)
            )
        return self._faker("en_US").license_plate()

    def _photo(self, _: str) -> str:
        head, end = self.rng.choice(("IMG_", "photo-", "DSC")), self.rng.choice(("jpg", "PNG"))
        return f"{head}{self._digits(4)}.{end}"

    def _uid(self, _: str) -> str:
        root = self.rng.randint(10000, 99999)
        return f"1.2.840.{root}.{self._digits(4)}.{self.rng.randint(1, 9)}.{self._digits(8)}"


def _english(day: date) -> list[str]:
    name = _MONTHS[day.month - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    nth = f"{day.day}th" if 10 < day.day < 20 else f"{day.day}{ending}"
    return [
        f"{day.month}/{day.day}/{day.year}",
        *(f"{day:{form}}" for form in ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%Y-%m-%d", "%d.%m.%Y")),
        *(f"{day:{form}}" for form in ("%m/%d/%Y 14:35", "%Y-%m-%dT%H:%M:%S", "%d-%b-%Y")),
        f"{day:%d%b%Y}".upper(),
        f"{name} {day.day}, {day.year}",
        f"{day.day} {name} {day.year}",
        f"{name[:3]} {day.day}, {day.year}",
        f"{name} {nth}, {day.year}",
        f"{nth} of {name}, {day.year}",
        f"{name} {day.year}",
        f"{name} {nth}",
    ]


def _chinese(day: date) -> list[str]:
    year = "".join(_HAN_DIGITS[int(each)] for each in str(day.year))
    return [
        *(f"{day:{form}}" for form in ("%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d")),
        f"{day:%Y-%m-%d} 08:15",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}年{day.month}月{day.day}号",
        f"{day.year}年{day.month}月",
        f"{day:%y}年{day.month}月{day.day}日",
        f"{day.month}月{day.day}日",
        f"{day.month}月{day.day}号",
        f"{year}年{_han(day.month)}月{_han(day.day)}日",
    ]


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, _HAN_DIGITS[tens] + "十")
    return head + (_HAN_DIGITS[ones] if ones else "")
