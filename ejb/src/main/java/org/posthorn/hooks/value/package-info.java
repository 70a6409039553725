/** What is said of webhooks between this component and those who use it. */
@NullMarked
package org.posthorn.hooks.value;

import org.jspecify.annotations.NullMarked;
