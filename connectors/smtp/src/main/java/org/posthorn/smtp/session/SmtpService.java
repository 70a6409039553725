package org.posthorn.smtp.session;

import java.time.Clock;
import java.util.function.Consumer;
import org.posthorn.kernel.QueueIds;
import org.posthorn.sasl.SaslMechanisms;

/**
 * What all connections of one listener share.
 *
 * @param settings how it behaves
 * @param endpoint the mail system
 * @param mechanisms for logging in; asked for submission only
 * @param clock for dates
 * @param steady for time limits, which must not depend on how the other one is set
 * @param ids for messages
 * @param guesses slows those down who guess recipients; shared by all listeners
 * @param failures is told of each exception that the endpoint or a sink threw, once; the client has
 *     a temporary refusal then and the connection lives on
 */
public record SmtpService(
    SmtpSettings settings,
    SmtpEndpoint endpoint,
    SaslMechanisms mechanisms,
    Clock clock,
    Clock steady,
    QueueIds ids,
    GuessLimits guesses,
    Consumer<Throwable> failures) {}
