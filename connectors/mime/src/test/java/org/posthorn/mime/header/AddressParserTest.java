package org.posthorn.mime.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.mime.header.AddressEntry.GroupStart;
import org.posthorn.mime.header.AddressEntry.Mailbox;

class AddressParserTest {

  private static String show(AddressEntry entry) {
    if (entry instanceof Mailbox m) {
      return "[" + m.name() + "/" + m.route() + "/" + m.local() + "/" + m.domain() + "]";
    }
    return entry instanceof GroupStart g ? g.name() + "{" : "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "ann@a.example|[//ann/a.example]",
        "Ann Example <ann@a.example>|[Ann Example//ann/a.example]",
        "\"Example, Ann\" <ann@a.example>, b@c|[Example, Ann//ann/a.example][//b/c]",
        "ann@a.example (Ann (the) Example)|[Ann (the) Example//ann/a.example]",
        "J. R. Q. Public <j@p.example>|[J. R. Q. Public//j/p.example]",
        "\"john doe\"@a.example|[//john doe/a.example]",
        "john . doe @ a . example|[//john.doe/a.example]",
        "x@[192.0.2.1]|[//x/[192.0.2.1]]",
        "<@r.example,@s.example:u@h.example>|[/@r.example,@s.example/u/h.example]",
        "Team: a@b, C <c@d>;, e@f|Team{[//a/b][C//c/d]}[//e/f]",
        "undisclosed-recipients:;|undisclosed-recipients{}",
        "Team: a@b|Team{[//a/b]}",
        ",, a@b ,,|[//a/b]",
        "just text|[//just text/]",
        "<>|[///]",
        "Ann <ann@a.example|[Ann//ann/a.example]",
        "a@b <a@b>|[a@b//a/b]",
        "=?utf-8?q?J=C3=B6rg?= <j@a>|[=?utf-8?q?J=C3=B6rg?=//j/a]",
        "\"a\\\"b\" <c@d>|[a\"b//c/d]",
        "a@b Real Name, c@d|[//a/b][//c/d]",
        "@@>>))|[//" + "/]",
      })
  void readsAlsoObsoleteAndBrokenForms(String value, String entries) {
    assertThat(
            AddressParser.parse(value).stream()
                .map(AddressParserTest::show)
                .collect(Collectors.joining()))
        .isEqualTo(entries);
  }
}
