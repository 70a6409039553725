package org.posthorn.mailboxes.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.kernel.OutageWatch;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;

/**
 * Tells other servers which mailboxes have changed; they look into the log then. Only a hint, so it
 * is not persistent and several changes of a mailbox are told as one. Silent where the database is
 * not shared.
 */
@ApplicationScoped
public class ChangeFeed {

  /** The topic. */
  public static final String TOPIC = "posthorn.changes";

  private static final System.Logger LOG = System.getLogger(ChangeFeed.class.getName());
  private static final String ORIGIN = "origin";
  private static final String KIND = "kind";
  private static final String ID = "id";
  private static final String TEXT = "text";

  @Inject
  @ConfigProperty(name = "posthorn.store.shared", defaultValue = "false")
  boolean shared;

  @Resource(lookup = "java:app/jms/posthorn")
  ConnectionFactory connections;

  @Resource ManagedExecutorService executor;

  private final String origin = UUID.randomUUID().toString();
  private final Set<Hint> waiting = new LinkedHashSet<>(); // guarded by itself
  private boolean sending; // guarded by waiting
  private final OutageWatch watch = new OutageWatch();

  /** What has changed. */
  public enum Kind {
    /** Messages of a mailbox. */
    MAILBOX,
    /** A mailbox is gone. */
    DELETED,
    /** The list of mailboxes of an account. */
    ACCOUNT,
    /** What all accounts may see of others. */
    ACCOUNTS,
    /** Annotations of a mailbox or of the server. */
    ANNOTATION
  }

  /**
   * Something has changed.
   *
   * @param text what else there is to say, by kind
   */
  public record Hint(Kind kind, long id, String text) {
    Hint(Kind kind, long id) {
      this(kind, id, "");
    }
  }

  void changed(long mailboxId) {
    tell(new Hint(Kind.MAILBOX, mailboxId));
  }

  void deleted(long mailboxId) {
    tell(new Hint(Kind.DELETED, mailboxId));
  }

  void listChanged(long accountId) {
    tell(new Hint(Kind.ACCOUNT, accountId));
  }

  /** What anybody sees may be different. */
  void listsChanged() {
    tell(new Hint(Kind.ACCOUNTS, 0));
  }

  void annotated(long mailboxId, String what) {
    tell(new Hint(Kind.ANNOTATION, mailboxId, what));
  }

  private void tell(Hint hint) {
    if (!shared) {
      return;
    }
    synchronized (waiting) {
      waiting.add(hint);
      if (sending) {
        return;
      }
      sending = true;
    }
    try {
      Background.execute(executor, "change-feed", this::send);
    } catch (RejectedExecutionException stopping) {
      over();
      LOG.log(System.Logger.Level.DEBUG, "event=change-not-told", stopping);
    } catch (Error noThread) {
      over();
      Failures.tell(LOG, "event=change-not-told", noThread);
    }
  }

  private void say(Optional<String> story, String more) {
    story.ifPresent(said -> LOG.log(System.Logger.Level.WARNING, () -> said + " of=BROKER" + more));
  }

  private void send() {
    try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
      JMSProducer producer =
          context
              .createProducer()
              .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
              .setTimeToLive(60_000);
      for (Set<Hint> hints = next(); !hints.isEmpty(); hints = next()) {
        for (Hint hint : hints) {
          Message message = context.createMessage();
          message.setStringProperty(ORIGIN, origin);
          message.setStringProperty(KIND, hint.kind().name());
          message.setLongProperty(ID, hint.id());
          message.setStringProperty(TEXT, hint.text());
          producer.send(context.createTopic(TOPIC), message);
        }
        say(watch.worked(), "");
      }
    } catch (JMSException | JMSRuntimeException e) {
      over();
      say(watch.failed(), " answered=told-late cause=" + e.getMessage());
    } catch (Throwable e) {
      over(); // else nothing would ever be told again
      Failures.tell(LOG, "event=change-not-told", e);
    }
  }

  /** Others see them when they look. */
  private void over() {
    synchronized (waiting) {
      waiting.clear();
      sending = false;
    }
  }

  private Set<Hint> next() {
    synchronized (waiting) {
      Set<Hint> hints = new LinkedHashSet<>(waiting);
      waiting.clear();
      sending = !hints.isEmpty();
      return hints;
    }
  }

  /** What a message of the topic tells; empty when it is of this server itself. */
  public Optional<Hint> received(Message message) throws JMSException {
    if (origin.equals(message.getStringProperty(ORIGIN))) {
      return Optional.empty();
    }
    return Optional.of(
        new Hint(
            Kind.valueOf(message.getStringProperty(KIND)),
            message.getLongProperty(ID),
            Objects.requireNonNullElse(message.getStringProperty(TEXT), "")));
  }
}
