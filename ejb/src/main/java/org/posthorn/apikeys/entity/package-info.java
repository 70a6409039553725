/** Keys in the database. */
@NullMarked
package org.posthorn.apikeys.entity;

import org.jspecify.annotations.NullMarked;
