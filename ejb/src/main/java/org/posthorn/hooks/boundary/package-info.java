/** Tells applications by HTTP what becomes of mail: webhooks. */
@NullMarked
package org.posthorn.hooks.boundary;

import org.jspecify.annotations.NullMarked;
