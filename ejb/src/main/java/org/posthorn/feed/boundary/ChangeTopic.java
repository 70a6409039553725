package org.posthorn.feed.boundary;

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
 * The JMS topic by which servers tell each other that something has changed; they look into the
 * database then. Only a hint, so it is not persistent, and what waits to be told is told once.
 * Silent where the database is not shared.
 */
@ApplicationScoped
public class ChangeTopic {

  /** Its name. */
  public static final String NAME = "posthorn.changes";

  private static final System.Logger LOG = System.getLogger(ChangeTopic.class.getName());
  private static final long LIFE_MILLIS = 60_000;
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
  private final Set<ChangedElsewhere> waiting = new LinkedHashSet<>(); // guarded by itself
  private boolean sending; // guarded by waiting
  private final OutageWatch watch = new OutageWatch();

  /** Whether there may be other servers to tell. */
  public boolean shared() {
    return shared;
  }

  /** Tells the other servers, soon and once; does not wait. */
  public void tell(String kind, long id, String text) {
    if (!shared) {
      return;
    }
    synchronized (waiting) {
      waiting.add(new ChangedElsewhere(kind, id, text));
      if (sending) {
        return;
      }
      sending = true;
    }
    try {
      Background.execute(executor, "change-topic", this::send);
    } catch (RejectedExecutionException stopping) {
      giveUp();
      LOG.log(System.Logger.Level.DEBUG, "event=change-not-told", stopping);
    } catch (Error noThread) {
      giveUp();
      Failures.tell(LOG, "event=change-not-told", noThread);
    }
  }

  private void say(Optional<String> story, String more) {
    story.ifPresent(said -> LOG.log(System.Logger.Level.WARNING, () -> said + " of=BROKER" + more));
  }

  private void send() {
    boolean told = false;
    try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
      JMSProducer producer =
          context
              .createProducer()
              .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
              .setTimeToLive(LIFE_MILLIS);
      for (Set<ChangedElsewhere> hints = next(); !hints.isEmpty(); hints = next()) {
        for (ChangedElsewhere hint : hints) {
          producer.send(context.createTopic(NAME), message(context, hint));
        }
        say(watch.worked(), "");
      }
      told = true;
    } catch (JMSException | JMSRuntimeException e) {
      say(watch.failed(), " answered=told-late cause=" + e.getMessage());
    } finally {
      if (!told) { // whatever it was: the next change is told again
        giveUp();
      }
    }
  }

  private Message message(JMSContext context, ChangedElsewhere hint) throws JMSException {
    Message message = context.createMessage();
    message.setStringProperty(ORIGIN, origin);
    message.setStringProperty(KIND, hint.kind());
    message.setLongProperty(ID, hint.id());
    message.setStringProperty(TEXT, hint.text());
    return message;
  }

  /** Others see what was not told when they look. */
  private void giveUp() {
    synchronized (waiting) {
      waiting.clear();
      sending = false;
    }
  }

  private Set<ChangedElsewhere> next() {
    synchronized (waiting) {
      Set<ChangedElsewhere> hints = new LinkedHashSet<>(waiting);
      waiting.clear();
      sending = !hints.isEmpty();
      return hints;
    }
  }

  /** What a message of the topic tells; empty when it is of this server itself, or of nobody. */
  Optional<ChangedElsewhere> received(Message message) throws JMSException {
    String kind = message.getStringProperty(KIND);
    if (kind == null
        || origin.equals(message.getStringProperty(ORIGIN))
        || !message.propertyExists(ID)) {
      return Optional.empty();
    }
    return Optional.of(
        new ChangedElsewhere(
            kind,
            message.getLongProperty(ID),
            Objects.requireNonNullElse(message.getStringProperty(TEXT), "")));
  }
}
