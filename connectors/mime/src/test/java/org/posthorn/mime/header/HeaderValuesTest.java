package org.posthorn.mime.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sat, 21 Nov 2026 23:30:00 -0500|2026-11-22T04:30:00Z|2026-11-21",
        "21 Nov 2026 23:30 +0100|2026-11-21T22:30:00Z|2026-11-21",
        "Sat,21 Nov 26 23:30:00 EST|2026-11-22T04:30:00Z|2026-11-21",
        "Sun, 06 Nov 94 08:49:37 GMT|1994-11-06T08:49:37Z|1994-11-06",
        "Fri (day), 1 Jan 2100 (c) 00:00:60 +0000 (UTC)|2100-01-01T00:00:59Z|2100-01-01",
        "Sun Nov 24 22:01:01 2002|2002-11-24T22:01:01Z|2002-11-24",
        "24-Nov-2002 22:01:01 +0100|2002-11-24T21:01:01Z|2002-11-24",
        "24 November 2002|2002-11-24T00:00:00Z|2002-11-24",
        "Sat Nov 21 23:30:00 EST 2026|2026-11-22T04:30:00Z|2026-11-21", // date(1)
        "Sat Nov  7 11:30:00 PM CET 2026|2026-11-07T22:30:00Z|2026-11-07",
        "Sat 21 Nov 2026 12:30:00 AM CEST|2026-11-20T22:30:00Z|2026-11-21",
        "Sat 21 Nov 23:30:00 UTC 2026|2026-11-21T23:30:00Z|2026-11-21",
        "Nov 21, 2026 11:30 PM|2026-11-21T23:30:00Z|2026-11-21",
        "21 Nov 2026 23:30:00 GMT-0500|2026-11-22T04:30:00Z|2026-11-21",
        "21 Nov 2026 23:30:00 +01:00|2026-11-21T22:30:00Z|2026-11-21",
        "2026-11-21T23:30:00-05:00|2026-11-22T04:30:00Z|2026-11-21", // ISO 8601
        "2026-11-21 23:30:00.123456 +0100|2026-11-21T22:30:00Z|2026-11-21",
        "2026-11-21T23:30Z|2026-11-21T23:30:00Z|2026-11-21",
        "20261121T233000Z|2026-11-21T23:30:00Z|2026-11-21",
        "2026-11-21|2026-11-21T00:00:00Z|2026-11-21",
        "2026-11-21 23:30:00 EST (x)|2026-11-22T04:30:00Z|2026-11-21",
      })
  void datesAreReadLeniently(String value, Instant time, LocalDate day) { // RFC 5322 §4.3
    MailDate date = MailDate.parse(value).orElseThrow();
    assertThat(date.epochSecond()).isEqualTo(time.getEpochSecond());
    assertThat(date.day()).isEqualTo(day.toEpochDay());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "Nov",
        "31 Feb 2026 00:00:00 +0000",
        "Nov Nov Nov",
        "-",
        "2026-13-01",
        "2026-1-1",
        "20261121233000",
        "2026-11-31T00:00:00Z"
      })
  void whatIsNoDateIsNone(String value) {
    assertThat(MailDate.parse(value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "=?utf-8?Q?Pr=C3=BCfung?=|Pr\u00fcfung",
        "=?utf-8?Q?a?= =?utf-8?Q?b?= c|ab c",
        "=?utf-8?B?4oI=?= =?utf-8?B?rA==?=|\u20ac",
        "=?ISO-8859-1*de?q?Gr=FC=DFe_an_alle?=|Gr\u00fc\u00dfe an alle",
        "a =?utf-8?q?b?= c|a b c",
        "=?utf-8?x?b?= =?|=?utf-8?x?b?= =?",
        "=?klingon?q?plain?=|plain",
        "caf\u00c3\u00a9|caf\u00e9",
        "caf\u00e9|caf\u00e9",
        "=?utf-8?q?=ZZ?=|=ZZ",
        "=?utf-8?q?|=?utf-8?q?",
      })
  void encodedWordsAreDecoded(String value, String text) { // RFC 2047 §6
    assertThat(EncodedWords.decode(value)).isEqualTo(text);
    assertThat(EncodedWords.decode(value.getBytes(ISO_8859_1))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "a/b; name=x|x",
        "a/b; NAME=\"x; \\\"y\"|x; \"y",
        "a/b; name*=utf-8''%E2%82%AC%20x|\u20ac x",
        "a/b; name*0=long; name*1=\" er\"|long er",
        "a/b; name*1*=%20b; name*0*=iso-8859-1'en'%FC|\u00fc b",
        "a/b; name*0=plain; name*1*=%41|plainA",
        "a/b; name==?utf-8?q?=C3=BC?=|\u00fc",
        "a/b (c); (d) name (e) = x (f); z|x",
        "a/b; ; =; name=two words|two words",
        "\"a/b\"; name=x|x",
        " \"a/b; z=y\"; name=x|x",
        "a/b name=x|x",
        "a / b; name=x|x",
      })
  void parametersAreDecoded(String value, String name) { // RFC 2231
    Parameters parameters = Parameters.parse(value);
    assertThat(parameters.value()).isEqualTo("a/b");
    assertThat(parameters.text("name")).hasValue(name);
  }

  @Test
  void selectedFieldsKeepOrderAndFolding() { // RFC 9051 §6.4.5.1
    byte[] header = "From: a\r\nX: 1\r\n\t2\r\nTo : b\r\njunk\r\nx: 3\r\n\r\n".getBytes(ISO_8859_1);
    assertThat(select(header, List.of("X", "to"), false))
        .isEqualTo("X: 1\r\n\t2\r\nTo : b\r\nx: 3\r\n\r\n");
    assertThat(select(header, List.of("x", "TO"), true)).isEqualTo("From: a\r\n\r\n");
    assertThat(select(header, List.of("none"), false)).isEqualTo("\r\n");
    assertThat(select("X: y".getBytes(ISO_8859_1), List.of("x"), false)).isEqualTo("X: y\r\n\r\n");
    assertThat(HeaderFields.first(header, "x")).hasValue("1 2");
    assertThat(HeaderFields.first(header, "y")).isEmpty();
  }

  private static String select(byte[] header, List<String> names, boolean not) {
    return new String(new HeaderFields(names, not).select(header), ISO_8859_1);
  }
}
