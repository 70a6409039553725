package org.posthorn.imap.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.imap.CommandMutator;
import org.posthorn.imap.command.Authenticated;
import org.posthorn.imap.command.Command;

/** Blanks that other servers take are taken, wherever a command may have them. RFC 1122 §1.2.2. */
class BlanksTest {
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\{(\\d+)\\+?}\r\n| +|.", Pattern.DOTALL);

  /** Every kind of command, without those lines of a dialogue that come after it. */
  static Stream<String> commands() {
    return CommandMutator.commands().stream()
        .map(text -> text.replaceFirst("^(AUTHENTICATE \\w+|IDLE)\r\n.*", "$1"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void moreBlanksChangeNothing(String command) {
    List<Object> meant = values("a1 " + command + "\r\n");
    assertThat(meant).noneMatch(BlanksTest::malformed);
    List<Integer> places = places("a1 " + command);
    for (int place : places) {
      assertSame(spaced("a1 " + command, List.of(place)), meant);
    }
    assertSame(spaced("a1 " + command, places), meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a1 STATUS x(MESSAGES)",
        "a1 SELECT INBOX(CONDSTORE)",
        "a1 FETCH 1:2 , 3 FLAGS",
        "a1 FETCH 1 BODY[ TEXT]",
        "a1 FETCH 1 BODY[TEXT ]",
        "a1 FETCH 1 BODY [TEXT]",
        "a1 STORE 1 + FLAGS (\\Seen)",
        "a1 STORE 1 FLAGS (\\ Seen)",
        "a1 SELECT\tINBOX",
        " a1 NOOP",
        "a1 LOGIN user",
        "a1 LOGIN user ",
        "a1 NOOP )"
      })
  void blanksElsewhereAreWrong(String command) {
    assertThat(values(command + "\r\n")).allMatch(BlanksTest::malformed);
  }

  @Test
  void stringsKeepTheirBlanks() {
    assertThat(values("a1 CREATE \" ( a ) \"\r\n"))
        .containsExactly(new Authenticated.Create(" ( a ) ", List.of()));
    assertThat(values("a1 CREATE  {8+}\r\n ( a  )  \r\n"))
        .containsExactly(new Authenticated.Create(" ( a  ) ", List.of()));
  }

  @Test
  void linesOfDialoguesMayEndWithBlanks() {
    CommandDecoder decoder = new CommandDecoder();
    decoder.expectLine();
    ByteBuffer octets = ByteBuffer.wrap("DONE  \r\n".getBytes(ISO_8859_1));
    assertThat(decoder.decode(octets)).isEqualTo(new Decoded.Line("DONE"));
  }

  private static void assertSame(String text, List<Object> meant) {
    assertThat(values(text + "\r\n")).as(text).usingRecursiveComparison().isEqualTo(meant);
  }

  private static boolean malformed(Object value) {
    return value instanceof Command.Malformed || value instanceof AppendSyntax.Wrong;
  }

  /** Where one more blank may stand: beside a blank, inside of a parenthesis, at the end. */
  private static List<Integer> places(String text) {
    List<Integer> places = new ArrayList<>();
    Matcher token = TOKEN.matcher(text);
    int from = 0;
    while (token.find(from)) {
      from = token.end();
      if (token.group().startsWith(" ") || token.group().equals("(")) {
        places.add(token.end());
      } else if (token.group().equals(")")) {
        places.add(token.start());
      } else if (token.group(1) != null) {
        from += Integer.parseInt(token.group(1));
      }
    }
    places.add(text.length());
    return places;
  }

  private static String spaced(String text, List<Integer> places) {
    StringBuilder spaced = new StringBuilder(text);
    for (int i = places.size() - 1; i >= 0; i--) {
      spaced.insert(places.get(i), i % 2 == 0 ? " " : "  ");
    }
    return spaced.toString();
  }

  /** What a connection says: commands, and what APPEND consists of. */
  private static List<Object> values(String text) {
    CommandDecoder decoder = new CommandDecoder();
    decoder.loggedIn(true);
    AppendSyntax append = new AppendSyntax(false);
    List<Object> values = new ArrayList<>();
    ByteBuffer octets = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    Decoded next = decoder.decode(octets);
    while (!(next instanceof Decoded.Starved)) {
      if (next instanceof Decoded.Complete complete) {
        values.add(CommandParser.parse(complete.command(), false).command());
      } else if (next instanceof Decoded.Message message) {
        values.addAll(append.read(message.head(), true));
      } else if (next instanceof Decoded.MessageOctets part) {
        values.add(ISO_8859_1.decode(part.octets()).toString());
      } else if (next instanceof Decoded.MessagesEnd end) {
        values.addAll(append.read(end.tail(), false));
      } else if (!(next instanceof Decoded.GoAhead)) {
        values.add(new Command.Malformed(next.toString()));
      }
      next = decoder.decode(octets);
    }
    return values;
  }
}
