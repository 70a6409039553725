package org.posthorn.hooks.control;

import org.posthorn.hooks.value.HookEvent;

/**
 * What is to be told.
 *
 * @param queueId the message in the outgoing queue; 0 where it is not about one
 * @param contentId the octets of the message; 0 where there is none
 * @param reported whether only a report of another server says so
 * @param facts a JSON object
 */
record NewCall(
    long account, HookEvent event, long queueId, long contentId, boolean reported, String facts) {}
