package org.posthorn.imap.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandDecoderTest {
  private static final String[] PIECES = {
    "a ",
    "NOOP",
    "APPEND INBOX ",
    "LOGIN ",
    "{3}",
    "{3+}",
    "{0+}",
    "{5+}",
    "\r\n",
    "\r",
    "\n",
    "\0",
    "\"",
    "\\",
    "(",
    ")",
    "*",
    "%",
    "FETCH 1:* ",
    "UID ",
    "STORE ",
    "1,2:3",
    "FLAGS ",
    "abc",
    "{99999999999999999999+}",
    "{200000}",
    "{-1}",
    "{}",
    "+",
    "}",
    "{",
    " ",
    "\u00ff",
    "[",
    "]",
    "SEARCH ",
    "LIST ",
    "SELECT ",
    "QRESYNC (",
    "CONDSTORE",
    "\"17-Jul-1996 02:44:25 -0700\" ",
    "$",
    "&",
    "&-",
    "&APw-",
    "RETURN ",
    "STATUS ",
    "~{3+}",
    "AUTHENTICATE ",
    "ID ",
    "NIL",
    "CREATE "
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a NOOP\r\nb LOGIN {3}\r\nabc {2+}\r\nde\r\nc NOOP\r\n",
        "a APPEND INBOX {3+}\r\nabc (\\Seen) {2}\r\nde\r\nb NOOP\r\n",
        "a APPEND {5+}\r\nINBOX {3+}\r\nabc\r\nb CREATE {200000+}\r\n",
        "a NO\0OP {2+}\r\nxx {3+}\r\nyyy\r\nb NOOP\r\n",
        "\r\n\n a\r\nb CREATE {99999999999999999999+}\r\nc NOOP\r\n"
      })
  void anyCutOfTheOctetsGivesTheSameValues(String wire) {
    byte[] octets = wire.getBytes(ISO_8859_1);
    List<String> whole = decode(octets, octets.length, octets.length);
    for (int cut = 1; cut < octets.length; cut++) {
      assertThat(decode(octets, cut, octets.length)).as("cut at %d", cut).isEqualTo(whole);
    }
    assertThat(decode(octets, 1, 1)).isEqualTo(whole);
  }

  @Test
  void anyOctetsGiveValuesAndAnyCutTheSame() {
    Random random = new Random(11);
    for (int round = 0; round < 3000; round++) {
      StringBuilder wire = new StringBuilder();
      for (int i = random.nextInt(40); i >= 0; i--) {
        wire.append(PIECES[random.nextInt(PIECES.length)]);
      }
      byte[] octets = wire.toString().getBytes(ISO_8859_1);
      List<String> whole = decode(octets, octets.length, octets.length);
      assertThat(decode(octets, 1 + random.nextInt(octets.length), 1 + random.nextInt(9)))
          .as("%s", wire)
          .isEqualTo(whole);
    }
  }

  // The first piece, then pieces of a size; message octets of several calls count as one value.
  private static List<String> decode(byte[] octets, int first, int size) {
    CommandDecoder decoder = new CommandDecoder();
    decoder.loggedIn(true);
    List<String> values = new ArrayList<>();
    StringBuilder message = new StringBuilder();
    int from = 0;
    int to = first;
    while (from < octets.length) {
      ByteBuffer in =
          ByteBuffer.wrap(Arrays.copyOfRange(octets, from, Math.min(to, octets.length)));
      Decoded decoded = decoder.decode(in);
      while (!(decoded instanceof Decoded.Starved)) {
        if (decoded instanceof Decoded.MessageOctets part) {
          message.append(ISO_8859_1.decode(part.octets()));
          if (part.last()) {
            values.add("octets " + message);
            message.setLength(0);
          }
        } else {
          values.add(show(decoded));
        }
        decoded = decoder.decode(in);
      }
      assertThat(in.hasRemaining()).isFalse();
      from = to;
      to += size;
    }
    return values;
  }

  private static String show(Decoded decoded) {
    if (decoded instanceof Decoded.Complete complete) {
      String parsed = CommandParser.parse(complete.command(), false).toString();
      return "command " + show(complete.command()) + " " + parsed;
    }
    if (decoded instanceof Decoded.Message message) {
      String steps = new AppendSyntax(false).read(message.head(), true).toString();
      return "message " + show(message.head()) + message.first() + message.size() + steps;
    }
    if (decoded instanceof Decoded.MessagesEnd end) {
      return "end " + show(end.tail()) + end.first();
    }
    return decoded.toString();
  }

  private static String show(RawCommand command) {
    List<String> parts = new ArrayList<>();
    command.lines().forEach(line -> parts.add(new String(line, ISO_8859_1)));
    command.literals().forEach(literal -> parts.add("{" + new String(literal, ISO_8859_1) + "}"));
    return parts.toString();
  }

  @Test
  void beforeLoginCommandsAreShort() {
    CommandDecoder decoder = new CommandDecoder();
    assertThat(one(decoder, "a LOGIN " + "x".repeat(40000) + "\r\n"))
        .isEqualTo(new Decoded.Refused("a", "Command is too long"));
    assertThat(one(decoder, "b LOGIN {40000}\r\n"))
        .isEqualTo(new Decoded.Refused("b", "Literal is too large"));
    assertThat(one(decoder, "c APPEND INBOX {40000}\r\n"))
        .isEqualTo(new Decoded.Refused("c", "Literal is too large"));
    assertThat(one(decoder, "d LOGIN {100}\r\n")).isEqualTo(new Decoded.GoAhead());
    assertThat(one(decoder, "y".repeat(100) + " " + "x".repeat(40000) + "\r\n"))
        .isEqualTo(new Decoded.Refused("d", "Command is too long"));
  }

  @Test
  void aLineWithoutAnEndIsGivenUp() {
    CommandDecoder decoder = new CommandDecoder();
    ByteBuffer piece = ByteBuffer.wrap(new byte[1 << 20]);
    Decoded last = new Decoded.Starved();
    for (int i = 0; i < 20 && last instanceof Decoded.Starved; i++) {
      last = decoder.decode(piece.clear());
    }
    assertThat(last).isEqualTo(new Decoded.Lost("Command is too long"));
  }

  @Test
  void literalsOfACommandAreLimitedTogether() {
    CommandDecoder decoder = new CommandDecoder();
    decoder.loggedIn(true);
    StringBuilder large = new StringBuilder("a SEARCH");
    for (int i = 0; i < 11; i++) {
      large.append(" TEXT {100000+}\r\n").append("x".repeat(100_000));
    }
    assertThat(one(decoder, large + "\r\n"))
        .isEqualTo(new Decoded.Refused("a", "Literal is too large"));
    StringBuilder many = new StringBuilder("b SEARCH");
    for (int i = 0; i < 1001; i++) {
      many.append(" TEXT {1+}\r\nx");
    }
    assertThat(one(decoder, many + "\r\n"))
        .isEqualTo(new Decoded.Refused("b", "Literal is too large"));
    assertThat(one(decoder, "c NOOP\r\n")).isInstanceOf(Decoded.Complete.class);
  }

  private static Decoded one(CommandDecoder decoder, String text) {
    ByteBuffer in = ByteBuffer.wrap(text.getBytes(US_ASCII));
    Decoded decoded = decoder.decode(in);
    assertThat(decoder.decode(in)).isInstanceOf(Decoded.Starved.class);
    return decoded;
  }
}
