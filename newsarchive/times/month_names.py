"""Names of the months: what portals print, language by language. Chinese, Japanese and Korean number theirs."""

from collections.abc import Sequence

# Unicode CLDR (wide and abbreviated, inside a date and alone), with the spellings that portals use besides.
# Twelve groups a language, January first; "_" stands for a blank.
_NAMES = {
    "en": (
        "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sep,sept "
        "october,oct november,nov december,dec"
    ),
    "de": (
        "januar,jan,jänner,jän februar,feb,feber märz,mär,mrz,maerz april,apr mai juni,jun juli,jul "
        "august,aug september,sept,sep oktober,okt november,nov dezember,dez"
    ),
    "fr": (
        "janvier,janv février,févr,fevrier,fevr,fév mars avril,avr mai juin juillet,juil,juill "
        "août,aout,aoû,aou septembre,sept octobre,oct novembre,nov décembre,déc,decembre,dec"
    ),
    "es": (
        "enero,ene febrero,feb marzo,mar abril,abr mayo,may junio,jun julio,jul agosto,ago "
        "septiembre,sept,setiembre,sep,set octubre,oct noviembre,nov diciembre,dic"
    ),
    "pt": (
        "janeiro,jan fevereiro,fev março,mar,marco abril,abr maio,mai junho,jun julho,jul agosto,ago "
        "setembro,set outubro,out novembro,nov dezembro,dez"
    ),
    "it": (
        "gennaio,gen febbraio,feb marzo,mar aprile,apr maggio,mag giugno,giu luglio,lug agosto,ago "
        "settembre,set,sett ottobre,ott novembre,nov dicembre,dic"
    ),
    "nl": (
        "januari,jan februari,feb maart,mrt,maa april,apr mei juni,jun juli,jul augustus,aug september,sep "
        "oktober,okt november,nov december,dec"
    ),
    "pl": (
        "stycznia,sty,styczeń lutego,lut,luty marca,mar,marzec kwietnia,kwi,kwiecień maja,maj "
        "czerwca,cze,czerwiec lipca,lip,lipiec sierpnia,sie,sierpień września,wrz,wrzesień "
        "października,paź,październik listopada,lis,listopad grudnia,gru,grudzień"
    ),
    "ru": (
        "января,янв,январь февраля,февр,февраль,фев марта,мар,март апреля,апр,апрель мая,май,маи "
        "июня,июн,июнь июля,июл,июль августа,авг,август сентября,сент,сентябрь,сен октября,окт,октябрь "
        "ноября,нояб,ноябрь,ноя декабря,дек,декабрь"
    ),
    "uk": (
        "січня,січ,січень лютого,лют,лютий березня,бер,березень квітня,квіт,квітень травня,трав,травень "
        "червня,черв,червень липня,лип,липень серпня,серп,серпень вересня,вер,вересень жовтня,жовт,жовтень "
        "листопада,лист,листопад грудня,груд,грудень"
    ),
    "tr": (
        "ocak,oca şubat,şub mart,mar nisan,nis mayıs,may haziran,haz temmuz,tem ağustos,ağu eylül,eyl "
        "ekim,eki kasım,kas aralık,ara"
    ),
    "ar": (
        "يناير,كانون_الثاني,جانفي فبراير,شباط,فيفري مارس,آذار,اذار أبريل,نيسان,أفريل,ابريل,إبريل "
        "مايو,أيار,ايار,ماي يونيو,حزيران,جوان يوليو,تموز,جويلية,يوليوز أغسطس,آب,أوت,غشت,اغسطس "
        "سبتمبر,أيلول,ايلول,شتنبر أكتوبر,تشرين_الأول,اكتوبر نوفمبر,تشرين_الثاني,نونبر "
        "ديسمبر,كانون_الأول,دجنبر"
    ),
    "hi": (
        "जनवरी,जन फ़रवरी,फ़र,फरवरी मार्च अप्रैल मई जून जुलाई,जुल अगस्त,अग सितंबर,सित,सितम्बर,सितं "
        "अक्टूबर,अक्टू,अक्तूबर नवंबर,नव,नवम्बर दिसंबर,दिस,दिसम्बर"
    ),
    "el": (
        "ιανουαρίου,ιαν,ιανουάριος φεβρουαρίου,φεβ,φεβρουάριος μαρτίου,μαρ,μάρτιος,μάρ απριλίου,απρ,απρίλιος "
        "μαΐου,μαΐ,μάιος,μάι ιουνίου,ιουν,ιούνιος,ιούν ιουλίου,ιουλ,ιούλιος,ιούλ αυγούστου,αυγ,αύγουστος,αύγ "
        "σεπτεμβρίου,σεπ,σεπτέμβριος οκτωβρίου,οκτ,οκτώβριος νοεμβρίου,νοε,νοέμβριος,νοέ "
        "δεκεμβρίου,δεκ,δεκέμβριος"
    ),
    "cs": (
        "ledna,led,leden února,úno,únor března,bře,březen dubna,dub,duben května,kvě,květen "
        "června,čvn,červen července,čvc,červenec srpna,srp,srpen září,zář října,říj,říjen "
        "listopadu,lis,listopad prosince,pro,prosinec"
    ),
    "sk": (
        "januára,jan,január februára,feb,február marca,mar,marec apríla,apr,apríl mája,máj júna,jún júla,júl "
        "augusta,aug,august septembra,sep,september októbra,okt,október novembra,nov,november "
        "decembra,dec,december"
    ),
    "hu": (
        "január,jan február,febr március,márc április,ápr május,máj június,jún július,júl augusztus,aug "
        "szeptember,szept október,okt november,nov december,dec"
    ),
    "ro": (
        "ianuarie,ian februarie,feb martie,mar aprilie,apr mai iunie,iun iulie,iul august,aug "
        "septembrie,sept octombrie,oct noiembrie,nov decembrie,dec"
    ),
    "sv": (
        "januari,jan februari,feb mars april,apr maj juni juli augusti,aug september,sep oktober,okt "
        "november,nov december,dec"
    ),
    "da": (
        "januar,jan februar,feb marts,mar april,apr maj juni,jun juli,jul august,aug september,sep "
        "oktober,okt november,nov december,dec"
    ),
    "nb": (
        "januar,jan februar,feb mars,mar april,apr mai juni,jun juli,jul august,aug september,sep "
        "oktober,okt november,nov desember,des"
    ),
    "fi": (
        "tammikuuta,tammi,tammikuu helmikuuta,helmi,helmikuu maaliskuuta,maalis,maaliskuu "
        "huhtikuuta,huhti,huhtikuu toukokuuta,touko,toukokuu kesäkuuta,kesä,kesäkuu "
        "heinäkuuta,heinä,heinäkuu elokuuta,elo,elokuu syyskuuta,syys,syyskuu lokakuuta,loka,lokakuu "
        "marraskuuta,marras,marraskuu joulukuuta,joulu,joulukuu"
    ),
    "et": (
        "jaanuar,jaan veebruar,veebr märts aprill,apr mai juuni juuli august,aug september,sept oktoober,okt "
        "november,nov detsember,dets"
    ),
    "lv": (
        "janvāris,janv februāris,febr marts aprīlis,apr maijs jūnijs,jūn jūlijs,jūl augusts,aug "
        "septembris,sept oktobris,okt novembris,nov decembris,dec"
    ),
    "lt": (
        "sausio,saus,sausis vasario,vas,vasaris kovo,kov,kovas balandžio,bal,balandis gegužės,geg,gegužė "
        "birželio,birž,birželis liepos,liep,liepa rugpjūčio,rugp,rugpjūtis rugsėjo,rugs,rugsėjis "
        "spalio,spal,spalis lapkričio,lapkr,lapkritis gruodžio,gruod,gruodis"
    ),
    "bg": (
        "януари,яну февруари,фев март април,апр май юни юли август,авг септември,сеп октомври,окт "
        "ноември,ное декември,дек"
    ),
    "hr": (
        "siječnja,sij,siječanj veljače,velj,veljača ožujka,ožu,ožujak travnja,tra,travanj "
        "svibnja,svi,svibanj lipnja,lip,lipanj srpnja,srp,srpanj kolovoza,kol,kolovoz rujna,ruj,rujan "
        "listopada,lis,listopad studenoga,stu,studeni prosinca,pro,prosinac"
    ),
    "sl": (
        "januar,jan februar,feb marec,mar april,apr maj junij,jun julij,jul avgust,avg september,sep "
        "oktober,okt november,nov december,dec"
    ),
    "sr": (
        "јануар,јан,januar,jan фебруар,феб,februar,feb март,мар,mart,mar април,апр,april,apr мај,maj јун,jun "
        "јул,jul август,авг,avgust,avg септембар,сеп,septembar,sep октобар,окт,oktobar,okt "
        "новембар,нов,novembar,nov децембар,дец,decembar,dec"
    ),
    "mk": (
        "јануари,јан февруари,фев март,мар април,апр мај јуни,јун јули,јул август,авг септември,сеп "
        "октомври,окт ноември,ное декември,дек"
    ),
    "ca": (
        "gener,gen febrer,febr març abril,abr maig juny juliol,jul agost,ag setembre,set octubre,oct "
        "novembre,nov desembre,des"
    ),
    "gl": (
        "xaneiro,xan febreiro,feb marzo,mar abril,abr maio xuño xullo,xul agosto,ago setembro,set "
        "outubro,out novembro,nov decembro,dec"
    ),
    "eu": (
        "urtarrila,urt otsaila,ots martxoa,mar apirila,api maiatza,mai ekaina,eka uztaila,uzt abuztua,abu "
        "iraila,ira urria,urr azaroa,aza abendua,abe"
    ),
    "id": (
        "januari,jan februari,feb maret,mar april,apr mei juni,jun juli,jul agustus,agu september,sep "
        "oktober,okt november,nov desember,des"
    ),
    "ms": (
        "januari,jan februari,feb mac april,apr mei jun julai,jul ogos,ogo september,sep oktober,okt "
        "november,nov disember,dis"
    ),
    "sq": (
        "janar,jan shkurt,shk mars,mar prill,pri maj qershor,qer korrik,korr gusht,gush shtator,sht "
        "tetor,tet nëntor,nën dhjetor,dhj"
    ),
    "is": (
        "janúar,jan febrúar,feb mars,mar apríl,apr maí júní,jún júlí,júl ágúst,ágú september,sep október,okt "
        "nóvember,nóv desember,des"
    ),
    "he": "ינואר,ינו פברואר,פבר מרץ אפריל,אפר מאי יוני יולי אוגוסט,אוג ספטמבר,ספט אוקטובר,אוק נובמבר,נוב דצמבר,דצמ",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "bn": (
        "জানুয়ারী,জানু,জানুয়ারি ফেব্রুয়ারী,ফেব,ফেব্রুয়ারি মার্চ এপ্রিল,এপ্রি মে জুন জুলাই,জুল আগস্ট,আগ "
        "সেপ্টেম্বর,সেপ অক্টোবর,অক্টো নভেম্বর,নভে ডিসেম্বর,ডিসে"
    ),
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "th": (
        "มกราคม,มค กุมภาพันธ์,กพ มีนาคม,มีค เมษายน,เมย พฤษภาคม,พค มิถุนายน,มิย กรกฎาคม,กค สิงหาคม,สค "
        "กันยายน,กย ตุลาคม,ตค พฤศจิกายน,พย ธันวาคม,ธค"
    ),
    "az": (
        "yanvar,yan fevral,fev mart,mar aprel,apr may iyun,iyn iyul,iyl avqust,avq sentyabr,sen oktyabr,okt "
        "noyabr,noy dekabr,dek"
    ),
    "kk": (
        "қаңтар,қаң ақпан,ақп наурыз,нау сәуір,сәу мамыр,мам маусым,мау шілде,шіл тамыз,там қыркүйек,қыр "
        "қазан,қаз қараша,қар желтоқсан,жел"
    ),
    "be": (
        "студзеня,сту,студзень лютага,лют,люты сакавіка,сак,сакавік красавіка,кра,красавік мая,май "
        "чэрвеня,чэр,чэрвень ліпеня,ліп,ліпень жніўня,жні,жнівень верасня,вер,верасень "
        "кастрычніка,кас,кастрычнік лістапада,ліс,лістапад снежня,сне,снежань"
    ),
    "bs": (
        "januar,jan februar,feb mart,mar april,apr maj juni,jun juli,jul august,aug septembar,sep "
        "oktobar,okt novembar,nov decembar,dec"
    ),
}


def _by_word() -> dict[str, dict[str, int]]:
    months: dict[str, dict[str, int]] = {}
    for language, groups in _NAMES.items():
        for number, names in enumerate(groups.split(), 1):
            for name in names.split(","):
                months.setdefault(name.replace("_", " "), {})[language] = number
                # Turkish capitals in lower case lose a difference: "KASIM" becomes "kasim".
                months.setdefault(name.replace("_", " ").replace("ı", "i"), {})[language] = number
    return months


_MONTHS = _by_word()


def month_of(word: str, languages: Sequence[str] = ()) -> int | None:
    """Return the number of the month that a lower-case word names; None where it names none.

    A word that names different months in different languages ("listopad": November in Polish, October in Croatian)
    counts only where `languages` (lower-case primary subtags) decide it.
    """
    found = _MONTHS.get(word)
    if found is None:
        return None
    for language in languages:
        if language in found:
            return found[language]
    numbers = set(found.values())
    return numbers.pop() if len(numbers) == 1 else None


def languages_of(word: str) -> tuple[str, ...]:
    """Return the languages in which a lower-case word names a month."""
    return tuple(_MONTHS.get(word, ()))
