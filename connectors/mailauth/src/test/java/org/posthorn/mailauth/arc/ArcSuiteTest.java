package org.posthorn.mailauth.arc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.posthorn.mailauth.dkim.PublishedKeys;

/** The validation tests that the authors of ARC have published, where the machine has them. */
class ArcSuiteTest {
  private static final Path FILE = Path.of("shared/suites/arc/arc-draft-validation-tests.yml");

  /** A test of the suite. */
  private record Case(String name, String message, String expected, PublishedKeys keys) {}

  private static Path suite() {
    for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
      if (Files.isReadable(above.resolve(FILE))) {
        return above.resolve(FILE);
      }
    }
    return FILE;
  }

  @Test
  void chainsOfTheSuiteGetTheResultsThatTheRfcWants() throws Exception {
    Path file = suite();
    assumeTrue(Files.isReadable(file), "the suite of ARC is not there");
    List<Case> cases = new ArrayList<>();
    read(Files.readAllLines(file), cases);
    assertThat(cases).hasSizeGreaterThan(150);
    Map<String, String> different = new TreeMap<>();
    for (Case each : cases) {
      String status = validate(each.message(), each.keys()).status().text();
      String wanted = each.expected().isEmpty() ? "fail" : each.expected();
      if (!status.equals(wanted)) {
        different.put(each.name(), status + " instead of " + wanted);
      }
    }
    // The suite is of a draft. RFC 8617 §4.1.2 takes tags as RFC 6376 §3.5 has them: c is
    // simple/simple where it is missing, h has at least one name and no empty one, From among them.
    assertThat(different.keySet())
        .containsExactly("ams_fields_c_na", "ams_fields_h_empty", "ams_fields_h_mis_hdr");
  }

  private static ArcResult validate(String message, PublishedKeys keys) {
    ArcValidation validation = new ArcValidator(keys.lookup(), Clock.systemUTC()).begin();
    validation.feed(ByteBuffer.wrap(message.getBytes(ISO_8859_1)));
    return validation.finish();
  }

  // the little of YAML that the suite needs
  private static void read(List<String> lines, List<Case> cases) {
    Map<String, StringBuilder> records = new LinkedHashMap<>();
    PublishedKeys keys = new PublishedKeys();
    StringBuilder record = new StringBuilder();
    StringBuilder message = new StringBuilder();
    String name = "";
    boolean inMessage = false;
    for (String line : lines) {
      if (inMessage && (line.isBlank() || line.startsWith("      "))) {
        message.append(line.isBlank() ? "" : line.substring(6)).append("\r\n");
        continue;
      }
      inMessage = false;
      if (line.equals("tests:")) { // the records of one group of tests are not those of another
        tell(records, keys);
        keys = new PublishedKeys();
      } else if (line.matches("  \\S+: >-")) {
        record = records.computeIfAbsent(line.strip().split(":")[0], n -> new StringBuilder());
        record.setLength(0);
      } else if (line.matches("  \\S+:")) {
        name = line.strip().replace(":", "");
      } else if (line.matches("    message: +\\|")) {
        message.setLength(0);
        inMessage = true;
      } else if (line.startsWith("    cv:")) {
        String wanted = line.replaceAll(".*:|[\" |]", "").toLowerCase(java.util.Locale.ROOT);
        String text = message.toString().replaceAll("(\r\n)+$", "\r\n");
        cases.add(new Case(name, text, wanted, keys));
      } else if (line.startsWith("    ") && !records.isEmpty()) {
        record.append(record.isEmpty() ? "" : " ").append(line.strip());
      }
    }
    tell(records, keys);
  }

  private static void tell(Map<String, StringBuilder> records, PublishedKeys keys) {
    records.forEach((owner, text) -> keys.record(owner, text.toString()));
    records.clear();
  }
}
