/** Webhooks and their requests as rows. */
@NullMarked
package org.posthorn.hooks.entity;

import org.jspecify.annotations.NullMarked;
