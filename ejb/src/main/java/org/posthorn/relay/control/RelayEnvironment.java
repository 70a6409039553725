package org.posthorn.relay.control;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the relay works with and is not a part of it.
 *
 * @param nanos a clock that never goes back
 * @param workers runs attempts
 */
public record RelayEnvironment(
    RelaySettings settings,
    Transport transport,
    Clock clock,
    LongSupplier nanos,
    Executor workers,
    RandomGenerator random) {}
