package org.posthorn.smtp.ra;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.posthorn.inbound.Protocol;
import org.posthorn.inbound.ra.EndpointUnavailable;
import org.posthorn.inbound.ra.ListeningAdapter;
import org.posthorn.inbound.ra.OutageLog;
import org.posthorn.inbound.settings.InboundSettings;
import org.posthorn.inbound.settings.ListenerSettings;
import org.posthorn.inbound.settings.SettingsReader;
import org.posthorn.kernel.QueueIds;
import org.posthorn.kernel.SteadyClock;
import org.posthorn.sasl.StandardMechanisms;
import org.posthorn.smtp.session.GuessLimits;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.smtp.session.SmtpConversation;
import org.posthorn.smtp.session.SmtpEndpoint;
import org.posthorn.smtp.session.SmtpService;
import org.posthorn.smtp.session.SmtpSettings;
import org.posthorn.wire.Conversation;
import org.posthorn.wire.SlowConversation;
import org.posthorn.wire.Wire;

/** Listens for mail and hands it to the message-driven bean that is a {@link SmtpEndpoint}. */
public class SmtpAdapter extends ListeningAdapter<SmtpEndpoint> {
  private static final System.Logger LOG = System.getLogger(SmtpAdapter.class.getName());
  private static final OutageLog OUTAGES = new OutageLog(LOG);
  private static final Duration COMMAND = Duration.ofMinutes(5); // RFC 5321 §4.5.3.2.7
  private static final Duration DATA = Duration.ofMinutes(3); // RFC 5321 §4.5.3.2.5
  private static final Duration MESSAGE = Duration.ofMinutes(30);

  private final SecureRandom random = new SecureRandom();
  private final GuessLimits guesses = new GuessLimits(System::nanoTime, SmtpAdapter::after);

  private @Nullable SmtpLimits limits;

  /** The container makes one. */
  public SmtpAdapter() {
    super(SmtpEndpoint.class, "smtp");
  }

  @Override
  protected void configure(SettingsReader values) {
    limits = SmtpLimits.read(values);
  }

  @Override
  protected boolean ready(SmtpEndpoint mail) {
    return mail.ready();
  }

  @Override
  protected Protocol protocol(
      InboundSettings settings, ListenerSettings listener, SmtpEndpoint mail) {
    SmtpService service =
        new SmtpService(
            behaviour(settings, listener),
            mail,
            new StandardMechanisms(settings.sample(), random),
            Clock.systemUTC(),
            SteadyClock.steady(),
            new QueueIds(Clock.systemUTC(), random),
            guesses,
            SmtpAdapter::failed);
    return new Protocol() {
      @Override
      public Conversation converse(Wire wire) {
        return settings.sample() // no limits for guessers there
            ? new SmtpConversation(service, wire)
            : new SlowConversation(
                wire, SmtpAdapter::after, slowed -> new SmtpConversation(service, slowed));
      }

      @Override
      public String refusal() {
        return "421 4.7.0 Too many connections, try again later\r\n"; // RFC 5321 §3.8
      }
    };
  }

  private SmtpSettings behaviour(InboundSettings settings, ListenerSettings listener) {
    SmtpLimits known = Objects.requireNonNull(limits);
    return new SmtpSettings(
        SmtpClient.Role.valueOf(listener.role().name().toUpperCase(Locale.ROOT)),
        settings.hostName(),
        known.maxMessageSize(),
        known.maxRecipients(),
        COMMAND,
        DATA,
        MESSAGE,
        settings.sample(),
        known.trusted());
  }

  private static CompletableFuture<?> after(Duration delay) {
    return new CompletableFuture<Boolean>()
        .completeOnTimeout(true, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void failed(Throwable cause) {
    if (cause instanceof EndpointUnavailable) {
      LOG.log(System.Logger.Level.WARNING, "event=no-endpoint answered=temporary-failure");
    } else {
      OUTAGES.report("answered=temporary-failure", cause);
    }
  }
}
