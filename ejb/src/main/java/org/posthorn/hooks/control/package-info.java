/** Which webhooks there are, what is to be sent to them, and how it is sent. */
@NullMarked
package org.posthorn.hooks.control;

import org.jspecify.annotations.NullMarked;
