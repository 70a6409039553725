package org.posthorn.annotations.control;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.mailboxes.boundary.MailboxAccess;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.transactions.boundary.Transactions;

/** Does what the container does. */
public final class AnnotationsWiring {
  /** Hears of changes. */
  public final AnnotationWatchers watchers = new AnnotationWatchers();

  /** What annotations do when mailboxes change. */
  public final AnnotatedMailboxes extension = new AnnotatedMailboxes();

  /** The rows. */
  public final AnnotationRows rows = new AnnotationRows();

  /** Annotations of all. */
  public final AnnotationStore store = new AnnotationStore();

  private final ConfiguredAnnotations configured = new ConfiguredAnnotations();

  /** On a database. */
  public AnnotationsWiring(EntityManager entities, Transactions transactions) {
    rows.entities = entities;
    store.transactions = transactions;
    store.rows = rows;
    store.watchers = watchers;
    store.configured = configured;
    watchers.topic = new ChangeTopic();
    extension.rows = rows;
    extension.store = store;
  }

  /** Gives it the mailboxes. */
  public void mailboxes(Mailboxes mailboxes, MailboxAccess access) {
    store.mailboxes = mailboxes;
    store.access = access;
    watchers.access = access;
  }

  /** What the configuration says of the server. */
  public void configure(String comment) {
    configured.comment = Optional.of(comment);
  }
}
