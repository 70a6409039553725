package org.posthorn.imap.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.imap.CommandMutator;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.Search;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.testkit.Fuzzing;

/** Parsers are total: any octets give a value, however they are cut. */
class CodecFuzzTest {
  private static final String URL_PIECES =
      "imap:// mx.posthorn.test / ;UID= ;UIDVALIDITY= ;SECTION= ;PARTIAL= 1 0 4294967296 . % %2F %00"
          + " %C3%A4 %zz INBOX 1.MIME TEXT HEADER.FIELDS%20(From) ; = ( [ \u00e4 \u0000";
  private static final String NAME_PIECES =
      "& - &- &AOQ- &2D3- &2D3cAA- &AAAA- , / INBOX . % * ~ \u00e4 \ud83d\ude00 \ud83d \u0000 \n a";

  @Test
  void anyCutOfNearlyValidCommandsGivesTheSameValues() {
    Fuzzing.rounds(
        random -> {
          CommandMutator mutator = new CommandMutator(random);
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < 3; i++) {
            text.append("a").append(i).append(' ').append(mutator.next()).append("\r\n");
          }
          byte[] octets = text.toString().getBytes(ISO_8859_1);
          boolean loggedIn = random.nextInt(8) > 0;
          List<String> whole = decode(octets, loggedIn, octets.length);
          assertThat(decode(octets, loggedIn, 1 + random.nextInt(20))).isEqualTo(whole);
        });
  }

  private static List<String> decode(byte[] octets, boolean loggedIn, int piece) {
    CommandDecoder decoder = new CommandDecoder();
    decoder.loggedIn(loggedIn);
    List<String> values = new ArrayList<>();
    StringBuilder message = new StringBuilder();
    for (int at = 0; at < octets.length; ) {
      int count = Math.min(octets.length - at, piece);
      ByteBuffer in = ByteBuffer.wrap(octets, at, count);
      Decoded decoded = decoder.decode(in);
      while (!(decoded instanceof Decoded.Starved)) {
        if (decoded instanceof Decoded.MessageOctets part) {
          message.append(ISO_8859_1.decode(part.octets()));
        } else {
          values.add(message.toString());
          message.setLength(0);
          values.add(shown(decoded));
        }
        decoded = decoder.decode(in);
      }
      assertThat(in.hasRemaining()).isFalse();
      at += count;
    }
    values.add(message.toString());
    return values;
  }

  private static String shown(Decoded decoded) {
    if (decoded instanceof Decoded.Complete complete) {
      CommandParser.Tagged bytes = CommandParser.parse(complete.command(), false);
      CommandParser.Tagged text = CommandParser.parse(complete.command(), true);
      return bytes.tag() + bytes.command().getClass() + text.command().getClass();
    }
    if (decoded instanceof Decoded.Message message) {
      return "message " + message.first() + message.size() + message.waits();
    }
    if (decoded instanceof Decoded.MessagesEnd end) {
      return "end " + end.first() + end.tail().lines().size();
    }
    return decoded.toString();
  }

  @Test
  void anyTextIsAUrlOrNone() {
    Fuzzing.rounds(random -> UrlSyntax.parse(pieces(URL_PIECES, random)));
  }

  @Test
  void namesHaveOneEncoding() { // RFC 3501 §5.1.3
    Fuzzing.rounds(
        random -> {
          String text = pieces(NAME_PIECES, random);
          Optional<String> decoded = ModifiedUtf7.decode(text);
          decoded.ifPresent(name -> assertThat(ModifiedUtf7.encode(name)).isEqualTo(text));
          if (ISO_8859_1.newEncoder().canEncode(text)) {
            assertThat(ModifiedUtf7.decode(ModifiedUtf7.encode(text))).hasValue(text);
          }
          MailboxName.parse(text)
              .ifPresent(name -> assertThat(MailboxName.parse(name.text())).hasValue(name));
        });
  }

  @Test
  void anyTextIsASearchProgramOrNone() {
    Fuzzing.rounds(
        random -> {
          String command = new CommandMutator(random).next();
          String keys = command.substring(command.indexOf(' ') + 1);
          Command read = SearchProgram.read(keys.getBytes(ISO_8859_1));
          assertThat(read).isInstanceOfAny(Search.class, Command.Malformed.class);
        });
  }

  private static String pieces(String list, Random random) {
    String[] pieces = list.split(" ");
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(8); count >= 0; count--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }
}
