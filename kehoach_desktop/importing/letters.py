"""Vietnamese letters by case, for patterns: a range such as À-Ỹ would hold small and capital letters alike."""

LOWER = "abcdefghijklmnopqrstuvwxyzàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
UPPER = LOWER.upper()
CAPITALISED = rf"[{UPPER}]\w*"  # a word that begins with a capital
