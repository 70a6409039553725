/**
 * Listeners as a resource adapter: workers from the container, the mail system behind endpoints.
 */
@NullMarked
package org.posthorn.inbound.ra;

import org.jspecify.annotations.NullMarked;
