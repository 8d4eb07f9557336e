"""Writing in many languages, with the encodings that people save it in."""

CHINESE = (
    "怕黑的阿布\n\n小猫头鹰阿布住在老磨坊的房梁上，他有一个不好意思告诉别人的秘密：他怕黑。\n"
    "一只怕黑的猫头鹰，听起来就像一条怕水的鱼。所以每到傍晚，别的猫头鹰抖抖翅膀出门去，"
    "阿布就说自己肚子疼。“天为什么非要黑呢？”他小声问。\n"
)
TRADITIONAL = (
    "怕黑的阿布\n\n小貓頭鷹阿布住在老磨坊的房梁上，他有一個不好意思告訴別人的祕密：他怕黑。\n"
    "一隻怕黑的貓頭鷹，聽起來就像一條怕水的魚。所以每到傍晚，別的貓頭鷹抖抖翅膀出門去，"
    "阿布就說自己肚子疼。「天為什麼非要黑呢？」他小聲問。\n"
)
JAPANESE = (
    "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n"
    "何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。\n"
)
KOREAN = (
    "옛날 옛적에 깊은 산속에 호랑이가 살고 있었습니다.\n"
    "어느 날 호랑이는 배가 고파서 마을로 내려왔습니다. 그때 어머니가 아기를 달래고 있었어요.\n"
)
RUSSIAN = (
    "Жили-были старик со старухой у самого синего моря.\n"
    "Старик ловил неводом рыбу, старуха пряла свою пряжу. Однажды он вытянул золотую рыбку.\n"
)
GREEK = (
    "Μια φορά κι έναν καιρό ήταν ένας βασιλιάς που είχε τρεις κόρες.\n"
    "Η μικρότερη αγαπούσε τη θάλασσα και κάθε μέρα πήγαινε στην παραλία.\n"
)
FRENCH = (
    "Il était une fois un petit prince très étonné de ne trouver aucun mouton.\n"
    "Où est passé l’été ? Ça va être une belle journée, garçon : la forêt a coûté 20 €.\n"
)
GERMAN = (
    "Es war einmal ein kleines süßes Mädchen, das hatte jedermann lieb.\n"
    "Über den Bäumen flogen Vögel, und die schöne Königin hörte draußen ein Geräusch.\n"
)
POLISH = (
    "Chłopiec poszedł do szkoły i usiadł w ławce pod ścianą.\n"
    "Dziś piękność twą w całej ozdobie widzę i opisuję, bo tęsknię po tobie. Żółta gęś śpi.\n"
)
CZECH = (
    "Byl jednou jeden král a měl tři dcery. Nejstarší z nich řekla, že ho má ráda jako zlato.\n"
    "Dědeček šel do lesa a uviděl medvěda. Příliš žluťoučký kůň úpěl.\n"
)
TURKISH = (
    "Bir varmış bir yokmuş, küçük bir köyde yaşlı bir adam yaşarmış.\n"
    "Çocuklar bahçede oynuyordu. Güneş doğdu, kuşlar ötüyor, ağaçlar yeşil. İstanbul güzel.\n"
)

UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be")
ENCODED: tuple[tuple[str, str], ...] = (
    *((CHINESE, encoding) for encoding in (*UNICODE, "gb18030", "gbk", "gb2312")),
    *((TRADITIONAL, encoding) for encoding in (*UNICODE, "gb18030", "big5", "cp950")),
    *((JAPANESE, encoding) for encoding in (*UNICODE, "shift_jis", "cp932", "euc_jp")),
    (JAPANESE, "iso2022_jp"),
    *((KOREAN, encoding) for encoding in (*UNICODE, "euc_kr", "cp949")),
    *((RUSSIAN, encoding) for encoding in (*UNICODE, "cp1251", "koi8_r", "cp866", "iso8859_5")),
    *((GREEK, encoding) for encoding in (*UNICODE, "cp1253", "iso8859_7")),
    *((FRENCH, encoding) for encoding in (*UNICODE, "cp1252")),
    *((GERMAN, encoding) for encoding in (*UNICODE, "cp1252", "latin_1", "mac_roman", "cp850")),
    *((POLISH, encoding) for encoding in (*UNICODE, "cp1250", "iso8859_2")),
    *((CZECH, encoding) for encoding in (*UNICODE, "cp1250", "iso8859_2")),
    *((TURKISH, encoding) for encoding in (*UNICODE, "cp1254", "iso8859_9")),
)
