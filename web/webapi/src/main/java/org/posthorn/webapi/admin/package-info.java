/** Domains and accounts for administrators, below {@code /webapi/admin/v0}. */
@NullMarked
package org.posthorn.webapi.admin;

import org.jspecify.annotations.NullMarked;
