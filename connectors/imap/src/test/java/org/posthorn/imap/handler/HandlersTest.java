package org.posthorn.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.imap.command.Command;
import org.posthorn.mailstore.MailboxName;

class HandlersTest {
  @Test
  void everyCommandHasAHandler() {
    Set<Class<?>> commands = leaves(Command.class);
    commands.remove(Command.Malformed.class);
    assertThat(new HashSet<Class<?>>(Handlers.ALL.commands())).isEqualTo(commands);
  }

  private static Set<Class<?>> leaves(Class<?> type) {
    Set<Class<?>> leaves = new HashSet<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        leaves.addAll(leaves(permitted));
      } else {
        leaves.add(permitted);
      }
    }
    return leaves;
  }

  @ParameterizedTest
  @CsvSource({
    "*, INBOX, true",
    "*, a/b/c, true",
    "%, a, true",
    "%, a/b, false",
    "a/%, a/b, true",
    "a/%, a/b/c, false",
    "a/*, a/b/c, true",
    "a*c, a/b/c, true",
    "a%c, a/b/c, false",
    "%/%, a/b, true",
    "*%, a/b, true",
    "%*, a/b, true",
    "inBox, INBOX, true",
    "i*x, INBOX, true",
    "inbox/%, INBOX/a, true",
    "A, a, false",
    "a, ab, false",
    "ab, a, false",
    "%b, ab, true",
    "%b%, b, true",
    "x%, a, false"
  })
  void wildcardsMatch(String pattern, String name, boolean matches) { // RFC 9051 §6.3.9
    MailboxName mailbox = MailboxName.parse(name).orElseThrow();
    assertThat(ListPattern.of("", pattern).matches(mailbox)).isEqualTo(matches);
  }

  @Test
  void hostilePatternsTakeLittleTime() {
    ListPattern pattern = ListPattern.of("", "*a%a".repeat(200) + "b");
    MailboxName name = MailboxName.parse("a".repeat(490)).orElseThrow();
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertThat(pattern.matches(name)).isFalse();
    }
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
  }
}
