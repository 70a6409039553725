package org.posthorn.store.control;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.posthorn.annotations.boundary.Annotations;
import org.posthorn.mailstore.AnnotationResult;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.Metadata;
import org.posthorn.mailstore.Outcome;

/** The annotations that an account sees. */
public record AccountMetadata(long account, Annotations annotations) implements Metadata {
  @Override
  public Outcome<SortedMap<String, byte[]>> of(long mailbox, Collection<String> entries) {
    return annotations.of(account, mailbox, entries);
  }

  @Override
  public Map<Long, SortedMap<String, byte[]>> ofMailboxes(Collection<String> entries) {
    return annotations.ofMailboxes(account, entries);
  }

  @Override
  public AnnotationResult set(
      long mailbox, Map<String, Optional<byte[]>> values, AnnotationWatcher from) {
    return annotations.set(account, mailbox, values, from);
  }
}
