package org.posthorn.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.kernel.UidSet;

/**
 * A mailbox as a client knows it from what the server has told, and nothing else. What cannot be
 * true, such as an EXPUNGE of a message that is not there, fails at once.
 */
final class KnownMailbox {
  private static final Pattern EXISTS = Pattern.compile("\\* (\\d+) EXISTS");
  private static final Pattern EXPUNGE = Pattern.compile("\\* (\\d+) EXPUNGE");
  private static final Pattern VANISHED = Pattern.compile("\\* VANISHED ([\\d,:]+)");
  private static final Pattern FETCH = Pattern.compile("\\* (\\d+) FETCH \\((.*)\\)");
  private static final Pattern UID = Pattern.compile("UID (\\d+)");
  private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");

  /** A message: UID 0 and no flags as long as the server has not told. */
  record Message(long uid, Set<String> flags) {
    @Override
    public String toString() {
      return uid + " " + flags;
    }
  }

  private final List<Message> messages = new ArrayList<>();

  /** Learns from the untagged responses of one command. */
  void hear(List<String> lines) {
    for (String line : lines) {
      Matcher exists = EXISTS.matcher(line);
      Matcher expunge = EXPUNGE.matcher(line);
      Matcher vanished = VANISHED.matcher(line);
      Matcher fetch = FETCH.matcher(line);
      if (exists.matches()) {
        exists(Integer.parseInt(exists.group(1)));
      } else if (expunge.matches()) {
        messages.remove(index(expunge.group(1), line));
      } else if (vanished.matches()) {
        vanished(UidSet.parse(vanished.group(1)).orElseThrow());
      } else if (fetch.matches()) {
        fetched(index(fetch.group(1), line), fetch.group(2), line);
      }
    }
  }

  private int index(String number, String line) {
    int index = Integer.parseInt(number) - 1;
    if (index < 0 || index >= messages.size()) {
      throw new AssertionError(line + ", but there are " + messages.size());
    }
    return index;
  }

  private void exists(int count) {
    if (count < messages.size()) {
      throw new AssertionError(count + " EXISTS, but there are " + messages.size());
    }
    while (messages.size() < count) {
      messages.add(new Message(0, Set.of()));
    }
  }

  private void vanished(UidSet uids) {
    messages.removeIf(message -> uids.contains(message.uid()));
  }

  private void fetched(int index, String items, String line) {
    Message before = messages.get(index);
    Matcher uid = UID.matcher(items);
    Matcher flags = FLAGS.matcher(items);
    long told = uid.find() ? Long.parseLong(uid.group(1)) : before.uid();
    if (before.uid() != 0 && before.uid() != told) {
      throw new AssertionError(line + ", but its UID was " + before.uid());
    }
    Set<String> now = flags.find() ? flags(flags.group(1)) : before.flags();
    messages.set(index, new Message(told, now));
  }

  private static Set<String> flags(String text) {
    Set<String> flags = new TreeSet<>(List.of(text.split(" ")));
    flags.remove("");
    flags.remove("\\Recent"); // another session's may differ. RFC 3501 §2.3.2
    return flags;
  }

  int size() {
    return messages.size();
  }

  /** The sequence number of the first message of which nothing is known, or 0. */
  int firstUnknown() {
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).uid() == 0) {
        return i + 1;
      }
    }
    return 0;
  }

  List<Message> messages() {
    return messages;
  }
}
