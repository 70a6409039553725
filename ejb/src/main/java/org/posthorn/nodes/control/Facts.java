package org.posthorn.nodes.control;

import java.util.Map;
import java.util.TreeMap;
import org.posthorn.nodes.entity.Server;
import org.posthorn.nodes.value.NodeFact;

/** Facts as text: lines of a name, a blank and a number. */
public final class Facts {
  private static final System.Logger LOG = System.getLogger(Facts.class.getName());

  private Facts() {}

  /** Asks for them and writes them down, as many as there is room for. */
  public static String write(Iterable<? extends NodeFact> facts) {
    StringBuilder text = new StringBuilder();
    for (NodeFact each : facts) {
      values(each)
          .forEach(
              (name, value) -> {
                String line = name + " " + value + "\n";
                if (text.length() + line.length() <= Server.MAX_FACTS) {
                  text.append(line);
                }
              });
    }
    return text.toString();
  }

  private static Map<String, Long> values(NodeFact fact) {
    try {
      return fact.values();
    } catch (RuntimeException
        | StackOverflowError unknown) { // the sign of life must not fail for it
      LOG.log(System.Logger.Level.DEBUG, "event=fact-unknown", unknown);
      return Map.of();
    }
  }

  /** Reads them; what is none is left out. */
  public static Map<String, Long> read(String text) {
    Map<String, Long> facts = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int blank = line.indexOf(' ');
      if (blank > 0 && line.substring(blank + 1).matches("-?[0-9]{1,18}")) {
        facts.put(line.substring(0, blank), Long.parseLong(line.substring(blank + 1)));
      }
    }
    return facts;
  }
}
