/** The webhooks of the caller's account, and the requests that are sent to them. */
@NullMarked
package org.posthorn.webapi.hooks;

import org.jspecify.annotations.NullMarked;
