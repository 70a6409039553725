package org.posthorn.imap.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.imap.command.Authenticated.GetMetadata;
import org.posthorn.imap.command.Authenticated.SetMetadata;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.Search;

class MetadataSyntaxTest {
  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          " ",
          "\"",
          "\\",
          "~",
          "/",
          "/private/a",
          "/shared/b",
          "NIL",
          "DEPTH",
          "MAXSIZE",
          "0",
          "1",
          "infinity",
          "*",
          "%",
          "INBOX",
          "\"x\"",
          "{3}\r\nabc",
          "{2+}\r\n\0\n",
          "\u00e9",
          "FILTER",
          "f",
          "CHARSET",
          "UTF-8",
          "NOT",
          "OR",
          "SEEN",
          "SUBJECT",
          "RETURN",
          "\r\n",
          "$");

  private static Command parse(String line) {
    RawCommand raw = RawCommand.of(line.getBytes(ISO_8859_1));
    return CommandParser.parse(raw, false).command();
  }

  @Test
  void entriesAreInOrderAndOnce() {
    Command command = parse("a GETMETADATA INBOX (/shared/B /private/a /shared/b)");
    assertThat(((GetMetadata) command).entries()).containsExactly("/shared/b", "/private/a");
  }

  @Test
  void tooManyEntriesAreRefused() {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i <= MetadataSyntax.MAX_ENTRIES; i++) {
      entries.append(" /private/").append(i);
    }
    String names = entries.substring(1);
    Command refused = new Command.Malformed("Too many entries");
    assertThat(parse("a GETMETADATA INBOX (" + names + ")")).isEqualTo(refused);
    assertThat(parse("a LIST \"\" * RETURN (METADATA (" + names + "))")).isEqualTo(refused);
    String values = names.replace(" ", " NIL ") + " NIL";
    assertThat(parse("a SETMETADATA INBOX (" + values + ")")).isEqualTo(refused);
  }

  @Test
  void anyOctetsGiveAValue() {
    Random random = new Random(5464);
    int understood = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
        text.append(random.nextInt(3) == 0 ? "" : " ");
      }
      Command program = SearchProgram.read(text.toString().getBytes(ISO_8859_1));
      assertThat(program).isInstanceOfAny(Search.class, Command.Malformed.class);
      Command get = parse("a GETMETADATA INBOX " + text);
      Command set = parse("a SETMETADATA INBOX (" + text);
      understood += program instanceof Search ? 1 : 0;
      understood += get instanceof GetMetadata ? 1 : 0;
      understood += set instanceof SetMetadata ? 1 : 0;
    }
    assertThat(understood).isPositive();
  }
}
