package org.posthorn.imap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.imap.command.Authenticated;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.NotAuthenticated;
import org.posthorn.imap.command.Selected;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.query.SequenceSet;

class CommandParserTest {
  private static Command parse(String line) {
    return CommandParser.parse(RawCommand.of(line.getBytes(UTF_8)), false).command();
  }

  @Test
  void storeWithModifier() { // RFC 7162 §3.1.3
    assertThat(parse("a uid store 5,7:*,3:2 (unchangedsince 9) -flags.silent (\\SEEN Work)"))
        .isEqualTo(
            new Selected.Store(
                true,
                SequenceSet.of(5, 5, 7, SequenceSet.LAST, 3, 2),
                new FlagChange(FlagChange.Operation.REMOVE, new Flags(Flags.SEEN, List.of("Work"))),
                true,
                OptionalLong.of(9)));
  }

  @Test
  void selectWithResync() { // RFC 7162 §3.2.5
    assertThat(parse("a SELECT \"In \\\"box\" (CONDSTORE QRESYNC (7 9223372036854775807 1:3,9))"))
        .isEqualTo(
            new Authenticated.Select(
                "In \"box",
                false,
                true,
                Optional.of(
                    new Authenticated.Resync(7, Long.MAX_VALUE, UidSet.parse("1:3,9"), false))));
  }

  @Test
  void savedResultIsASequenceSet() { // RFC 9051 §6.4.4.1
    assertThat(parse("a UID COPY $ x")).isEqualTo(new Selected.Copy(true, SequenceSet.SAVED, "x"));
  }

  @Test
  void credentialsAreNotShown() {
    assertThat(new NotAuthenticated.Login("u", "secret").toString()).doesNotContain("secret");
    assertThat(new NotAuthenticated.Authenticate("PLAIN", Optional.of("secret")).toString())
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "a SELECT INBOX ()|Unknown SELECT parameter",
        "a SELECT INBOX (QRESYNC (0 1))|Number must not be 0",
        "a SELECT INBOX (QRESYNC (1 9223372036854775808))|Number is too large",
        "a SELECT INBOX (QRESYNC (1 2)) x|Unexpected text at the end of the command",
        "a LIST (|Missing atom",
        "a LIST (SUBSCRIBED|Missing ')'",
        "a UID NOOP|Unknown UID command",
        "a COPY x INBOX|Missing number",
        "a ENABLE A (B|Missing atom",
        "a ID (\"x\")|Missing space"
      })
  void malformedCommandsSayWhatIsWrong(String line, String reason) {
    assertThat(parse(line)).isEqualTo(new Command.Malformed(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INBOX|INBOX",
        "Entw&APw-rfe|Entwürfe",
        "&U,BTFw-/&ZeVnLIqe-|台北/日本語",
        "A&-B|A&B",
        "&2D3cSQ-|👉"
      })
  void namesAreModifiedUtf7(String encoded, String decoded) { // RFC 3501 §5.1.3
    if (!encoded.startsWith("&2D3")) {
      assertThat(ModifiedUtf7.decode(encoded)).hasValue(decoded);
    }
    assertThat(ModifiedUtf7.decode(ModifiedUtf7.encode(decoded))).hasValue(decoded);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"&", "&AGE-", "&Jjo", "&Jjo!-", "&2D0-", "ü", "&-&", "&AOQ-&AOQ-", "&AOQA-"})
  void otherEncodingsOfANameAreRefused(String name) {
    assertThat(ModifiedUtf7.decode(name)).isEmpty();
  }
}
