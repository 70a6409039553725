package org.posthorn.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.IDN;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tests that the Public Suffix List has published, where the machine has them. */
class OrganizationsSuiteTest {
  private static final Path FILE = Path.of("shared/suites/psl/test_psl.txt");
  private static final Pattern CASE =
      Pattern.compile("checkPublicSuffix\\('([^']*)', (?:null|'([^']*)')\\);.*");

  private static Path suite() {
    for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
      if (Files.isReadable(above.resolve(FILE))) {
        return above.resolve(FILE);
      }
    }
    return FILE;
  }

  @Test
  void domainsOfTheSuiteBelongToTheRegistrantsThatTheListSays() throws Exception {
    Path file = suite();
    assumeTrue(Files.isReadable(file), "the suite of the Public Suffix List is not there");
    Map<String, String> different = new TreeMap<>();
    int count = 0;
    for (String line : Files.readAllLines(file)) {
      Matcher test = CASE.matcher(line);
      if (test.matches()) {
        count++;
        String wanted = test.group(2) == null ? "" : ascii(test.group(2));
        String got = Organizations.registrable(ascii(test.group(1))).orElse("");
        if (!ascii(got).equals(wanted)) {
          different.put(test.group(1), got + " instead of " + wanted);
        }
      }
    }
    assertThat(count).isGreaterThan(70);
    assertThat(different).isEmpty();
  }

  private static String ascii(String domain) {
    return domain.startsWith(".") ? domain : IDN.toASCII(domain).toLowerCase(Locale.ROOT);
  }
}
