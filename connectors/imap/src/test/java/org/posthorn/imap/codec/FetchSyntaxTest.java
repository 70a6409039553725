package org.posthorn.imap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.Command.Malformed;
import org.posthorn.imap.command.Fetch;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.command.FetchItem.Attribute;
import org.posthorn.imap.command.FetchItem.DecodedSize;
import org.posthorn.imap.command.FetchItem.Octets;
import org.posthorn.imap.command.FetchItem.Partial;
import org.posthorn.imap.command.SectionSpec;
import org.posthorn.imap.command.SectionSpec.Text;
import org.posthorn.mailstore.query.SequenceSet;

class FetchSyntaxTest {

  static Command parse(String line) {
    return CommandParser.parse(RawCommand.of(("a " + line).getBytes(UTF_8)), false).command();
  }

  private static List<FetchItem> items(String items) {
    Command command = parse("FETCH 1 " + items);
    assertThat(command).as(items).isInstanceOf(Fetch.class);
    return ((Fetch) command).items();
  }

  private static Octets body(String label, SectionSpec section, boolean peek) {
    return new Octets(label, section, Optional.empty(), peek, false);
  }

  private static SectionSpec section(Text text, Integer... path) {
    return new SectionSpec(List.of(path), text, List.of());
  }

  @Test
  void wholeCommand() {
    assertThat(parse("uid fetch 1:*,7 (flags UID) (changedsince 12 vanished)"))
        .isEqualTo(
            new Fetch(
                true,
                SequenceSet.of(1, SequenceSet.LAST, 7, 7),
                List.of(Attribute.FLAGS, Attribute.UID),
                OptionalLong.of(12),
                true,
                Optional.empty()));
  }

  @Test
  void macrosAreLists() {
    assertThat(items("FAST")).isEqualTo(items("(FLAGS INTERNALDATE RFC822.SIZE)"));
    assertThat(items("ALL")).isEqualTo(items("(FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)"));
    assertThat(items("full")).isEqualTo(items("(FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODY)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FLAGS",
        "UID",
        "INTERNALDATE",
        "RFC822.SIZE",
        "ENVELOPE",
        "BODY",
        "BODYSTRUCTURE",
        "MODSEQ",
        "SAVEDATE",
        "EMAILID",
        "THREADID",
        "PREVIEW"
      })
  void attributes(String name) {
    assertThat(items(name)).singleElement().isInstanceOf(Attribute.class);
    assertThat(items("(" + name + " " + name + ")")).hasSize(1);
  }

  @Test
  void lazyPreviewIsPreviewAndNoModifier() {
    assertThat(items("PREVIEW (LAZY)")).containsExactly(Attribute.PREVIEW);
    assertThat(items("(PREVIEW (LAZY) UID)")).containsExactly(Attribute.PREVIEW, Attribute.UID);
    assertThat(((Fetch) parse("FETCH 1 PREVIEW (CHANGEDSINCE 3)")).changedSince()).hasValue(3);
  }

  @Test
  void sections() {
    assertThat(items("BODY[]")).containsExactly(body("BODY[]", SectionSpec.ALL, false));
    assertThat(items("body.peek[text]"))
        .containsExactly(body("BODY[TEXT]", section(Text.TEXT), true));
    assertThat(items("BODY[HEADER]"))
        .containsExactly(body("BODY[HEADER]", section(Text.HEADER), false));
    assertThat(items("BODY[1.2.mime]"))
        .containsExactly(body("BODY[1.2.MIME]", section(Text.MIME, 1, 2), false));
    assertThat(items("BODY[3]")).containsExactly(body("BODY[3]", section(Text.CONTENT, 3), false));
  }

  @Test
  void oldNames() { // RFC 3501 §6.4.5
    assertThat(items("RFC822")).containsExactly(body("RFC822", SectionSpec.ALL, false));
    assertThat(items("RFC822.HEADER"))
        .containsExactly(body("RFC822.HEADER", section(Text.HEADER), true));
    assertThat(items("RFC822.TEXT"))
        .containsExactly(body("RFC822.TEXT", section(Text.TEXT), false));
  }

  @Test
  void fieldNamesAreGivenBack() {
    FetchItem item = items("BODY[HEADER.FIELDS.NOT (From \"X(1)\")]").get(0);
    assertThat(item)
        .isEqualTo(
            body(
                "BODY[HEADER.FIELDS.NOT (From \"X(1)\")]",
                new SectionSpec(List.of(), Text.FIELDS_NOT, List.of("From", "X(1)")),
                false));
  }

  @Test
  void partialAndDecoded() {
    assertThat(items("BINARY.PEEK[1.2]<5.10>"))
        .containsExactly(
            new Octets(
                "BINARY[1.2]<5>",
                section(Text.CONTENT, 1, 2),
                Optional.of(new Partial(5, 10)),
                true,
                true));
    assertThat(items("BINARY.SIZE[2]"))
        .containsExactly(new DecodedSize("BINARY.SIZE[2]", section(Text.CONTENT, 2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FETCH",
        "FETCH 1",
        "FETCH 1 ",
        "FETCH FLAGS",
        "FETCH 0 FLAGS",
        "FETCH 1 ()",
        "FETCH 1 (ALL)",
        "FETCH 1 (FLAGS",
        "FETCH 1 FLAGS)",
        "FETCH 1 FLAGS UID",
        "FETCH 1 NONSENSE",
        "FETCH 1,,2 FLAGS",
        "FETCH 1: FLAGS",
        "FETCH 4294967296 FLAGS",
        "FETCH 1 BODY[",
        "FETCH 1 BODY[]]",
        "FETCH 1 BODY[0]",
        "FETCH 1 BODY[1.]",
        "FETCH 1 BODY[.1]",
        "FETCH 1 BODY[MIME]",
        "FETCH 1 BODY[1.NONE]",
        "FETCH 1 BODY[TEXT.1]",
        "FETCH 1 BODY[HEADER.FIELDS]",
        "FETCH 1 BODY[HEADER.FIELDS ()]",
        "FETCH 1 BODY[HEADER.FIELDS (a:b)]",
        "FETCH 1 BODY[HEADER.FIELDS (\"a b\")]",
        "FETCH 1 BODY[HEADER.FIELDS (\"\")]",
        "FETCH 1 BODY[HEADER.FIELDS From]",
        "FETCH 1 BODY[]<>",
        "FETCH 1 BODY[]<0>",
        "FETCH 1 BODY[]<0.0>",
        "FETCH 1 BODY[]<0.1",
        "FETCH 1 BODY[]<-1.1>",
        "FETCH 1 BODY[]<9223372036854775808.1>",
        "FETCH 1 BODY.PEEK",
        "FETCH 1 BINARY",
        "FETCH 1 BINARY[1.TEXT]",
        "FETCH 1 BINARY[1.]",
        "FETCH 1 BINARY.SIZE[1]<0.1>",
        "FETCH 1 BODYSTRUCTURE[1]",
        "FETCH 1 FLAGS (NONE 1)",
        "FETCH 1 FLAGS (CHANGEDSINCE)",
        "FETCH 1 FLAGS (CHANGEDSINCE x)",
        "FETCH 1 FLAGS (CHANGEDSINCE 1 VANISHED)",
        "UID FETCH 1 FLAGS (VANISHED)",
        "FETCH 1 PREVIEW (EAGER)",
      })
  void refused(String line) {
    assertThat(parse(line)).as(line).isInstanceOf(Malformed.class);
  }

  @Test
  void partNumbersAreLimitedInDepth() {
    assertThat(items("BODY[1" + ".1".repeat(99) + "]")).hasSize(1);
    assertThat(parse("FETCH 1 BODY[1" + ".1".repeat(100) + "]")).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({"1,FETCH", "2,UID FETCH", "3,SEARCH", "4,UID SEARCH RETURN (ALL)"})
  void anyOctetsGiveACommand(long seed, String name) {
    String[] pieces = {
      " ",
      "(",
      ")",
      "[",
      "]",
      "<",
      ">",
      ".",
      ":",
      ",",
      "*",
      "$",
      "\"",
      "\\",
      "{",
      "0",
      "1",
      "42",
      "99999999999999999999",
      "BODY",
      "BODY.PEEK[",
      "BINARY[",
      "HEADER.FIELDS (",
      "TEXT",
      "MIME",
      "FLAGS",
      "UID",
      "CHANGEDSINCE",
      "NOT",
      "OR",
      "SUBJECT",
      "SENTON",
      "1-Jan-2020",
      "MODSEQ",
      "KEYWORD",
      "CHARSET",
      "\u00e9",
      "\u0000",
      "\u007f",
      "HEADER",
      "ALL",
      "PREVIEW",
      "OLDER"
    };
    Random random = new Random(seed);
    for (int run = 0; run < 20_000; run++) {
      StringBuilder line = new StringBuilder(name).append(' ');
      for (int i = random.nextInt(14); i >= 0; i--) {
        line.append(pieces[random.nextInt(pieces.length)]);
        line.append(random.nextInt(3) == 0 ? "" : " ");
      }
      assertThat(parse(line.toString())).isNotNull();
    }
  }
}
