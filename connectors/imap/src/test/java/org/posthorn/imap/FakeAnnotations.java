package org.posthorn.imap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.posthorn.mailstore.AnnotationResult;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Metadata;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;

/** The annotations of {@link FakeStore}: at most 20, with 200,000 octets of values. */
final class FakeAnnotations implements Metadata {
  private static final int MAX_ENTRIES = 20;
  private static final long MAX_OCTETS = 200_000;

  private final Map<Long, SortedMap<String, byte[]>> byMailbox = new HashMap<>();
  private final List<AnnotationWatcher> watchers = new ArrayList<>();
  private final FakeStore store;

  FakeAnnotations(FakeStore store) {
    this.store = store;
  }

  List<AnnotationWatcher> watchers() {
    return watchers;
  }

  @Override
  public Outcome<SortedMap<String, byte[]>> of(long mailbox, Collection<String> entries) {
    return mailbox == MailboxList.SERVER
        ? Outcome.done(found(mailbox, entries))
        : store.allowed(mailbox, box -> Outcome.done(found(mailbox, entries)), Permission.ANNOTATE);
  }

  private SortedMap<String, byte[]> found(long mailbox, Collection<String> entries) {
    SortedMap<String, byte[]> found = new TreeMap<>(stored(mailbox));
    if (!entries.isEmpty()) {
      found.keySet().retainAll(entries);
    }
    return found;
  }

  private SortedMap<String, byte[]> stored(long mailbox) {
    return byMailbox.computeIfAbsent(mailbox, id -> new TreeMap<>());
  }

  @Override
  public Map<Long, SortedMap<String, byte[]>> ofMailboxes(Collection<String> entries) {
    Map<Long, SortedMap<String, byte[]>> found = new HashMap<>();
    byMailbox.keySet().stream()
        .filter(mailbox -> Permission.ANNOTATE.isIn(store.folders().rights(mailbox)))
        .forEach(mailbox -> found.put(mailbox, found(mailbox, entries)));
    found.values().removeIf(Map::isEmpty);
    return found;
  }

  @Override
  public AnnotationResult set(
      long mailbox, Map<String, Optional<byte[]>> values, AnnotationWatcher from) {
    boolean shared = values.keySet().stream().anyMatch(Metadata::isShared);
    Rights rights = store.folders().rights(mailbox);
    Permission needed = shared ? Permission.ANNOTATE_FOR_ALL : Permission.ANNOTATE;
    if (mailbox != MailboxList.SERVER && !needed.isIn(rights)) {
      return rights.refusal() == Outcome.Refusal.NOPERM
          ? new AnnotationResult.NotPermitted()
          : new AnnotationResult.NoMailbox();
    }
    if (mailbox == MailboxList.SERVER && shared) {
      return new AnnotationResult.NotPermitted();
    }
    SortedMap<String, byte[]> after = new TreeMap<>(stored(mailbox));
    values.forEach(
        (entry, value) ->
            value.ifPresentOrElse(v -> after.put(entry, v), () -> after.remove(entry)));
    long octets = after.values().stream().mapToLong(value -> value.length).sum();
    if (after.size() > MAX_ENTRIES) {
      return new AnnotationResult.TooMany();
    }
    if (octets > MAX_OCTETS) {
      long asked =
          values.values().stream().flatMap(Optional::stream).mapToLong(v -> v.length).sum();
      return new AnnotationResult.TooLarge(Math.max(0, MAX_OCTETS - octets + asked));
    }
    setByOthers(mailbox, values, from);
    return new AnnotationResult.Done();
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
