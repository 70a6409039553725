package org.posthorn.imap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.posthorn.mailstore.Annotated;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.MailboxList;

/** The annotations of {@link FakeStore}: at most 20, with 200,000 octets of values. */
final class FakeAnnotations {
  private static final int MAX_ENTRIES = 20;
  private static final long MAX_OCTETS = 200_000;

  private final Map<Long, SortedMap<String, byte[]>> byMailbox = new HashMap<>();
  private final List<AnnotationWatcher> watchers = new ArrayList<>();

  List<AnnotationWatcher> watchers() {
    return watchers;
  }

  SortedMap<String, byte[]> of(long mailbox, Collection<String> entries) {
    SortedMap<String, byte[]> found = new TreeMap<>(stored(mailbox));
    if (!entries.isEmpty()) {
      found.keySet().retainAll(entries);
    }
    return found;
  }

  private SortedMap<String, byte[]> stored(long mailbox) {
    return byMailbox.computeIfAbsent(mailbox, id -> new TreeMap<>());
  }

  Map<Long, SortedMap<String, byte[]>> ofMailboxes(Collection<String> entries) {
    Map<Long, SortedMap<String, byte[]>> found = new HashMap<>();
    byMailbox.keySet().forEach(mailbox -> found.put(mailbox, of(mailbox, entries)));
    return found;
  }

  Annotated set(long mailbox, Map<String, Optional<byte[]>> values, AnnotationWatcher from) {
    boolean shared = values.keySet().stream().anyMatch(entry -> entry.startsWith("/shared/"));
    if (mailbox == MailboxList.SERVER && shared) {
      return new Annotated.NotPermitted();
    }
    SortedMap<String, byte[]> after = new TreeMap<>(stored(mailbox));
    values.forEach(
        (entry, value) ->
            value.ifPresentOrElse(v -> after.put(entry, v), () -> after.remove(entry)));
    long octets = after.values().stream().mapToLong(value -> value.length).sum();
    if (after.size() > MAX_ENTRIES) {
      return new Annotated.TooMany();
    }
    if (octets > MAX_OCTETS) {
      long asked =
          values.values().stream().flatMap(Optional::stream).mapToLong(v -> v.length).sum();
      return new Annotated.TooLarge(Math.max(0, MAX_OCTETS - octets + asked));
    }
    setByOthers(mailbox, values, from);
    return new Annotated.Done();
  }

  /** Sets without asking; tells all but one. */
  void setByOthers(long mailbox, Map<String, Optional<byte[]>> values, AnnotationWatcher but) {
    values.forEach(
        (entry, value) ->
            value.ifPresentOrElse(
                v -> stored(mailbox).put(entry, v), () -> stored(mailbox).remove(entry)));
    for (AnnotationWatcher watcher : List.copyOf(watchers)) {
      if (watcher != but) {
        watcher.annotated(mailbox, true, values.keySet());
      }
    }
  }
}
