package org.posthorn.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.imap.command.Authenticated.Append;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.Selected.Unselect;

class ClientProgramTest {
  @ParameterizedTest
  @CsvSource({
    "Thunderbird, Thunderbird",
    "mutt, Mutt",
    "NeoMutt, NeoMutt",
    "com.samsung.android.email.provider, Samsung Email",
    "Microsoft Outlook for Mac, Outlook",
    "iPhone Mail, iPhone Mail",
    "<script>, other",
    "'', other",
  })
  void isOneOfASmallSet(String name, String program) {
    assertThat(ClientProgram.of(List.of("version", "Mutt", "NAME", name))).isEqualTo(program);
  }

  @Test
  void isUnknownOrSilentWithoutAName() {
    assertThat(ClientProgram.of(List.of("os", "Linux"))).isEqualTo("other");
    assertThat(ClientProgram.of(List.of())).isEqualTo(ClientProgram.SILENT);
  }

  @Test
  void commandsAreCalledAsInTheProtocol() {
    assertThat(CommandName.of(new Unselect())).isEqualTo("UNSELECT");
    assertThat(CommandName.of(new Command.Malformed("x"))).isEqualTo("BAD");
    assertThat(CommandName.of(new Append("a", List.of(), OptionalLong.of(1)))).isEqualTo("REPLACE");
  }
}
