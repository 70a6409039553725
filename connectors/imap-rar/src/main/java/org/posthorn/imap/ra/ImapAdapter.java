package org.posthorn.imap.ra;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.ImapConversation;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.imap.session.ImapHooks;
import org.posthorn.imap.session.ImapSettings;
import org.posthorn.inbound.Protocol;
import org.posthorn.inbound.ra.EndpointUnavailable;
import org.posthorn.inbound.ra.ListeningAdapter;
import org.posthorn.inbound.ra.OutageLog;
import org.posthorn.inbound.settings.InboundSettings;
import org.posthorn.inbound.settings.ListenerSettings;
import org.posthorn.inbound.settings.SettingsReader;
import org.posthorn.kernel.Statistics;
import org.posthorn.sasl.SaslMechanisms;
import org.posthorn.sasl.StandardMechanisms;
import org.posthorn.wire.Conversation;
import org.posthorn.wire.SlowConversation;
import org.posthorn.wire.Wire;

/** Listens for mail programs and serves them from the bean that is an {@link ImapEndpoint}. */
public class ImapAdapter extends ListeningAdapter<ImapEndpoint> {
  private static final System.Logger LOG = System.getLogger(ImapAdapter.class.getName());
  private static final OutageLog OUTAGES = new OutageLog(LOG);

  private final SecureRandom random = new SecureRandom();

  private @Nullable ImapLimits limits;

  /** The container makes one. */
  public ImapAdapter() {
    super(ImapEndpoint.class, "imap");
  }

  @Override
  protected void configure(SettingsReader values) {
    limits = ImapLimits.read(values);
  }

  @Override
  protected boolean ready(ImapEndpoint mail) {
    return mail.ready();
  }

  @Override
  protected Protocol protocol(
      InboundSettings settings, ListenerSettings listener, ImapEndpoint mail) {
    ImapLimits known = Objects.requireNonNull(limits);
    ImapSettings behaviour =
        new ImapSettings(
            settings.hostName(),
            known.maxMessageSize(),
            settings.sample(),
            "Posthorn",
            version(),
            known.messages(),
            known.searches());
    SaslMechanisms mechanisms = new StandardMechanisms(settings.sample(), random);
    ImapHooks hooks = new Reports();
    return new Protocol() {
      @Override
      public Conversation converse(Wire wire) {
        return settings.sample() // no limits for guessers there
            ? new ImapConversation(wire, mail, mechanisms, behaviour, hooks)
            : new SlowConversation(
                wire,
                ImapAdapter::after,
                slowed -> new ImapConversation(slowed, mail, mechanisms, behaviour, hooks));
      }

      @Override
      public String refusal() {
        return "* BYE [UNAVAILABLE] Too many connections\r\n"; // RFC 9051 §7.1.5, RFC 5530
      }
    };
  }

  private static CompletableFuture<?> after(Duration delay) {
    return new CompletableFuture<Boolean>()
        .completeOnTimeout(true, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String version() {
    String version = ImapAdapter.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Logs and counts. */
  private static final class Reports implements ImapHooks {
    @Override
    public void failed(String session, RuntimeException cause) {
      if (cause instanceof EndpointUnavailable) {
        LOG.log(System.Logger.Level.WARNING, "event=no-endpoint answered=NO session=" + session);
      } else {
        OUTAGES.report("answered=NO session=" + session, cause);
      }
    }

    @Override
    public void executing(String name, String program) {
      Statistics.of("imap_commands", "command", name, "client", program).increment();
    }
  }
}
