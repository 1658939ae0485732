"""Kyrgyz number and date formats; Django's own say "." where CLDR says ","."""

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
DATE_FORMAT = "Y-ж. j-F"
SHORT_DATE_FORMAT = "d.m.Y"
DATETIME_FORMAT = "d.m.Y H:i"
YEAR_MONTH_FORMAT = "Y-ж. F"
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
