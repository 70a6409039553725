package org.posthorn.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The tests of RFC 7208 that openspf.org has published, where the machine has them. */
class SpfSuiteTest {
  private static final Path FILE = Path.of("shared/suites/spf/rfc7208-tests.yml");

  private static Path suite() {
    for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
      if (Files.isReadable(above.resolve(FILE))) {
        return above.resolve(FILE);
      }
    }
    return FILE;
  }

  @Test
  void policiesOfTheSuiteGiveTheResultsThatTheRfcWants() throws Exception {
    Path file = suite();
    assumeTrue(Files.isReadable(file), "the suite of SPF is not there");
    Map<String, String> different = new TreeMap<>();
    int count = 0;
    try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (Object scenario : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
        count += play(map(scenario), different);
      }
    }
    assertThat(count).isGreaterThan(200);
    assertThat(different).isEmpty();
  }

  private static int play(Map<String, Object> scenario, Map<String, String> different)
      throws Exception {
    ZoneData zone = zone(map(value(scenario, "zonedata")));
    Map<String, Object> tests = map(value(scenario, "tests"));
    for (Map.Entry<String, Object> test : tests.entrySet()) {
      Map<String, Object> about = map(test.getValue());
      SpfVerdict verdict = new SpfChecker(zone, Clock.systemUTC()).check(query(about));
      Object result = value(about, "result");
      List<?> wanted = result instanceof List<?> several ? several : List.of(result);
      if (!wanted.contains(verdict.result().text())) {
        different.put(test.getKey(), verdict + " instead of " + wanted);
      }
      Object explanation = about.get("explanation");
      if (explanation != null
          && !explanation.equals("DEFAULT")
          && !verdict.explanation().orElse("").equalsIgnoreCase(explanation.toString())) {
        different.put(test.getKey(), verdict.explanation() + " instead of " + explanation);
      }
    }
    return tests.size();
  }

  private static SpfQuery query(Map<String, Object> test) throws Exception {
    InetAddress client = InetAddress.getByName(value(test, "host").toString());
    String helo = String.valueOf(test.get("helo"));
    String from = String.valueOf(test.get("mailfrom"));
    int at = from.lastIndexOf('@');
    return from.isEmpty()
        ? SpfQuery.helo(client, helo, "")
        : SpfQuery.mailFrom(
            client, helo, at < 0 ? "" : from.substring(0, at), from.substring(at + 1), "");
  }

  private static ZoneData zone(Map<String, Object> data) throws Exception {
    ZoneData zone = new ZoneData();
    for (Map.Entry<String, Object> owner : data.entrySet()) {
      List<?> entries = (List<?>) owner.getValue();
      boolean texts =
          entries.stream().anyMatch(each -> each instanceof Map<?, ?> m && m.containsKey("TXT"));
      for (Object entry : entries) {
        if (entry instanceof Map<?, ?> record) {
          for (Map.Entry<?, ?> each : record.entrySet()) {
            add(zone, owner.getKey(), each.getKey().toString(), each.getValue(), texts);
          }
        } else {
          zone.silent(owner.getKey());
        }
      }
    }
    return zone;
  }

  // where a scenario has no TXT records, its SPF records stand for them
  private static void add(ZoneData zone, String owner, String type, Object value, boolean texts)
      throws Exception {
    if (type.equals("TXT") || type.equals("SPF") && !texts) {
      if (!"NONE".equals(value)) {
        List<String> parts = new ArrayList<>();
        (value instanceof List<?> several ? several : List.of(value))
            .forEach(part -> parts.add(part.toString()));
        zone.add(new TXTRecord(Name.fromString(owner, Name.root), DClass.IN, 60, parts));
      }
    } else if (value instanceof List<?> mx) {
      zone.add(owner, type, mx.get(0) + " " + (mx.get(1).equals("") ? "." : mx.get(1)));
    } else if (!type.equals("SPF")) {
      zone.add(owner, type, value.toString());
    }
  }

  private static Object value(Map<String, Object> map, String key) {
    Object value = map.get(key);
    return value == null ? "" : value;
  }

  @SuppressWarnings("unchecked") // the suite's own form
  private static Map<String, Object> map(Object any) {
    return (Map<String, Object>) any;
  }
}
