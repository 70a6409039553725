package org.posthorn.hooks.control;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What webhooks work with and is no part of them.
 *
 * @param nanos a clock that never goes back
 * @param bodies bounds what requests hold in memory
 * @param workers send requests
 */
record HookEnvironment(
    HookSettings settings,
    HookClient client,
    BodiesInFlight bodies,
    Clock clock,
    LongSupplier nanos,
    Executor workers,
    RandomGenerator random) {}
