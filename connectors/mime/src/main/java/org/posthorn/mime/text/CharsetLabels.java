package org.posthorn.mime.text;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which charset senders mean by a name. The labels of the WHATWG Encoding Standard, which mail
 * programs follow: most old names stand for a larger set than they say. Beside them what else is
 * seen in mail, and what Java knows.
 */
final class CharsetLabels {
  // charset of Java, then its labels: Encoding Standard §4.2, and what else mail has
  private static final String[] TABLE = {
    "IBM866 866 cp866 csibm866 ibm866",
    "ISO-8859-2 csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2"
        + " latin2",
    "ISO-8859-3 csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3"
        + " latin3",
    "ISO-8859-4 csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4"
        + " latin4",
    "ISO-8859-5 csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5"
        + " iso_8859-5:1988",
    "ISO-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6"
        + " iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
    "ISO-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7"
        + " iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek",
    "ISO-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8"
        + " iso88598 iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical",
    "ISO-8859-13 iso-8859-13 iso8859-13 iso885913",
    "ISO-8859-15 csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 latin9 latin-9",
    "ISO-8859-16 iso-8859-16",
    "KOI8-R cskoi8r koi koi8 koi8-r koi8_r",
    "KOI8-U koi8-ru koi8-u",
    "x-MacRoman csmacintosh mac macintosh x-mac-roman macroman",
    "x-windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 cp874",
    "windows-1250 cp1250 windows-1250 x-cp1250",
    "windows-1251 cp1251 windows-1251 x-cp1251",
    "windows-1252 ansi_x3.4-1986 cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1"
        + " iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 latin-1 windows-1252 x-cp1252"
        + " iso-8859-1-windows-3.1-latin-1",
    "windows-1253 cp1253 windows-1253 x-cp1253",
    "windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9"
        + " iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254",
    "windows-1255 cp1255 windows-1255 x-cp1255",
    "windows-1256 cp1256 windows-1256 x-cp1256",
    "windows-1257 cp1257 windows-1257 x-cp1257",
    "windows-1258 cp1258 windows-1258 x-cp1258",
    "x-MacUkraine x-mac-cyrillic x-mac-ukrainian",
    "GB18030 chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030"
        + " cp936 ms936 euc-cn",
    "Big5-HKSCS big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950",
    "x-eucJP-Open cseucpkdfmtjapanese euc-jp x-euc-jp",
    "x-windows-50221 csiso2022jp iso-2022-jp iso-2022-jp-ms cp50220 cp50221 cp50222",
    "windows-31j csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis cp932",
    "x-windows-949 cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989"
        + " ksc5601 ksc_5601 windows-949 cp949 ms949",
    "UTF-16BE unicodefffe utf-16be",
    "x-UTF-16LE-BOM csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
  };

  private static final int MAX_NAME = 40;
  private static final Map<String, Charset> KNOWN = known();

  private CharsetLabels() {}

  private static Map<String, Charset> known() {
    Map<String, Charset> known = new HashMap<>();
    for (String row : TABLE) {
      String[] labels = row.split(" ");
      if (Charset.isSupported(labels[0])) { // a small Java may lack some
        add(Charset.forName(labels[0]), labels, known);
      }
    }
    // what calls itself ASCII, or nothing, is read as UTF-8, and octets that are none by themselves
    add(
        new MailUtf8(),
        (" utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 us-ascii ascii"
                + " ansi_x3.4-1968 iso-ir-6 iso_646.irv:1991 iso646-us us cp367 x-unknown"
                + " unknown-8bit")
            .split(" "),
        known);
    add(new Utf7(), "utf-7 utf7 unicode-1-1-utf-7 csunicode11utf7 x-utf-7".split(" "), known);
    add(
        OctetCharset.latin6(),
        "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6".split(" "),
        known);
    add(
        OctetCharset.latin8(),
        "iso-8859-14 iso8859-14 iso885914 iso-ir-199 l8 latin8".split(" "),
        known);
    return known;
  }

  private static void add(Charset charset, String[] labels, Map<String, Charset> known) {
    for (String label : labels) {
      known.put(label.toLowerCase(Locale.ROOT), charset);
    }
  }

  /** The charset of a name, in any case. */
  static Optional<Charset> charset(String name) {
    Charset asItStands = KNOWN.get(name); // as nearly always
    if (asItStands != null) {
      return Optional.of(asItStands);
    }
    String plain = plain(name);
    Optional<Charset> known = known(plain);
    return known.isPresent() || plain.length() > MAX_NAME
        ? known
        : java(plain).or(() -> odd(plain));
  }

  // win-1251, cp-1252, x-gb18030
  private static Optional<Charset> odd(String name) {
    return known(name.replaceFirst("^win(dows)?[-_]?(?=\\d)", "windows-"))
        .or(() -> known(name.replaceFirst("^(x-)?cp-?", "cp")))
        .or(() -> known(name.replaceFirst("^x-", "")));
  }

  private static Optional<Charset> known(String name) {
    return Optional.ofNullable(KNOWN.get(name));
  }

  private static Optional<Charset> java(String name) {
    return Optional.ofNullable(JavaNames.ALL.get(name))
        .map(found -> KNOWN.getOrDefault(found.name().toLowerCase(Locale.ROOT), found));
  }

  /** Java's names, for labels that are not in the table: looking for one at a time is slow. */
  private static final class JavaNames {
    static final Map<String, Charset> ALL = all();

    private static Map<String, Charset> all() {
      Map<String, Charset> all = new HashMap<>();
      for (Charset charset : Charset.availableCharsets().values()) {
        all.put(charset.name().toLowerCase(Locale.ROOT), charset);
        charset.aliases().forEach(name -> all.putIfAbsent(name.toLowerCase(Locale.ROOT), charset));
      }
      return all;
    }
  }

  // blanks and quotes around it, a language behind it (RFC 2231 §5)
  private static String plain(String name) {
    int from = 0;
    int star = name.indexOf('*');
    int to = star < 0 ? name.length() : star;
    while (from < to && isAround(name.charAt(from))) {
      from++;
    }
    while (to > from && isAround(name.charAt(to - 1))) {
      to--;
    }
    return name.substring(from, to).toLowerCase(Locale.ROOT);
  }

  private static boolean isAround(char c) {
    return c <= ' ' || c == '"' || c == '\'' || c == ';';
  }
}
