"""Names of people who do not exist: common given and family names, put together by chance."""

from dataclasses import dataclass

from sapat.demo.chance import Chance


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FAMILIES = {
    "ky": _words(
        """
        Абдыкадыров Айтбаев Акматов Алымкулов Асанов Ашыров Базарбаев Байтемиров Бакиров
        Бейшеналиев Борбиев Боронбаев Дүйшөнбиев Жакыпов Жумабаев Жолдошев Ибраимов Исаев
        Калыков Кадыров Камчыбеков Касымов Кенжебаев Кожомкулов Матисаков Маматов Мамбетов
        Молдокулов Мураталиев Нурматов Омуров Орозов Осмонов Өмүралиев Садыков Сыдыков
        Токтосунов Турдубаев Түлөбердиев Үсөнов Чотбаев Чыныбаев Шаршенов Шерматов Эсеналиев
        Эшимов
        """
    ),
    "ru": _words(
        """
        Беляев Волков Гончаров Дьячков Ершов Жуков Зайцев Ковалёв Крылов Лебедев Морозов
        Никитин Орлов Попов Рябов Соколов Тарасов Фомин Чернов Щербаков
        """
    ),
    "uz": _words(
        """
        Абдуллаев Ахмедов Джураев Исмаилов Каримов Мирзаев Рахимов Саидов Турсунов Хакимов
        Холматов Юлдашев Юсупов
        """
    ),
}
GIVEN = {
    ("ky", "f"): _words(
        """
        Айгерим Айгүл Айдана Айжан Айпери Алтынай Асел Бегимай Бермет Гүлзада Гүлмира Гүлнур
        Жазгүл Жанара Жибек Жылдыз Зарина Каныкей Кундуз Кызжибек Мээрим Назгүл Назик Нуриза
        Нургүл Перизат Рахат Салтанат Толгонай Феруза Чолпон Ширин Элиза Эльнура
        """
    ),
    ("ky", "m"): _words(
        """
        Адилет Азамат Айбек Акжол Алмаз Арген Асылбек Бакыт Бекзат Белек Бекболот Данияр
        Догдурбек Жаныш Жоомарт Закир Кубаныч Кутман Мирлан Мурат Нурбек Нурислам Нурсултан
        Өмүрбек Рустам Саламат Самат Сыймык Талант Темирлан Тилек Улан Чыңгыз Эмир Эрлан
        """
    ),
    ("ru", "f"): _words(
        """
        Алина Анна Валерия Дарья Екатерина Ирина Ксения Мария Ольга Полина София
        """
    ),
    ("ru", "m"): _words(
        """
        Александр Артём Виктор Дмитрий Иван Илья Кирилл Максим Никита Сергей
        """
    ),
    ("uz", "f"): _words(
        """
        Дилноза Зухра Малика Мохира Нилуфар Нодира Сабина Шахноза
        """
    ),
    ("uz", "m"): _words(
        """
        Азиз Бобур Дилшод Жасур Ислом Отабек Санжар Фаррух Шерзод
        """
    ),
}
FATHERS = {
    "ky": _words(
        """
        Абдырахман Акыл Асан Бакыт Болот Жакып Жолдошбек Замир Кадыр Канат Кубат Маданбек
        Мамат Муса Нурлан Орозбек Сапар Талант Турат Эркин
        """
    ),
    "ru": _words(
        """
        Александр Борис Виктор Иван Михаил Олег Павел Роман Степан
        """
    ),
    "uz": _words(
        """
        Абдулла Анвар Бахтиёр Икром Камол Рахмат Толиб Улугбек
        """
    ),
}
PEOPLES = {"ky": {"ky": 0.9, "uz": 0.08, "ru": 0.02}, "ru": {"ru": 0.4, "ky": 0.4, "uz": 0.2}}


@dataclass(frozen=True)
class Name:
    """A person's name as registers write it."""

    family: str
    given: str
    patronymic: str

    @property
    def full(self) -> str:
        """Return family name, given name and patronymic."""
        return f"{self.family} {self.given} {self.patronymic}".strip()

    @property
    def short(self) -> str:
        """Return the name as a class journal writes it."""
        return f"{self.family} {self.given}"


class Names:
    """Hands out names of one school; no two people share family and given name."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.taken: set[str] = set()

    def next(self, sex: str, language: str) -> Name:
        """Return a name nobody here has yet."""
        while True:
            name = self._draw(sex, language)
            if name.short not in self.taken:
                self.taken.add(name.short)
                return name

    def _draw(self, sex: str, language: str) -> Name:
        people = self.chance.weighted(PEOPLES[language])
        family = self.chance.choice(FAMILIES[people])
        father = self.chance.choice(FATHERS[people])
        given = self.chance.choice(GIVEN[people, sex])
        return Name(family + ("а" if sex == "f" else ""), given, _patronymic(father, sex, people))


def _patronymic(father: str, sex: str, people: str) -> str:
    if people == "ky":
        return f"{father} {'кызы' if sex == 'f' else 'уулу'}"
    stem = father[:-1] if father[-1] in "йа" else father
    ending = "овна" if sex == "f" else "ович"
    return stem + ending
